package app.godo.events.submitting;

import app.godo.wire.events.Category;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * The fields of an Event that a person may write. Everything else of it is refused as unknown.
 *
 * @param timeZone IANA id, New York's when left out
 * @param locationKind where it takes place, in person when left out
 * @param neighborhood of the city's list; the point's own when left out
 * @param priceMin minor units of {@code currency}; the price is unknown when left out, and free only when 0 is said
 * @param currency ISO 4217, USD when left out
 */
record EventRequest(
        @NotBlank @Size(max = 1000) String title,
        @Size(max = 20_000) String description,
        @NotNull Instant dateTime,
        Instant endTime,
        @Size(max = 64) String timeZone,
        Boolean allDay,
        Boolean timeTbd,
        LocationKind locationKind,
        @NotBlank @Size(max = 255) String locationName,
        @Size(max = 500) String locationAddress,
        @Min(-90) @Max(90) Double latitude,
        @Min(-180) @Max(180) Double longitude,
        @Size(max = 100) String neighborhood,
        @NotNull Category category,
        @Size(max = 20) List<@NotBlank @Size(max = 50) String> tags,
        @PositiveOrZero @Max(100_000_000) Integer priceMin,
        @PositiveOrZero @Max(100_000_000) Integer priceMax,
        @Size(max = 3) String currency,
        @Size(max = 2048) String imageUrl,
        @Size(max = 2048) String externalUrl,
        @Positive @Max(1_000_000) Integer capacity,
        @Valid Accessibility accessibilityInfo) {

    /** Where people meet. */
    enum LocationKind {
        @JsonProperty("in_person")
        IN_PERSON,
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("hybrid")
        HYBRID
    }

    /** What makes it possible to come; null where nothing is said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accessibility(
            Boolean stepFree,
            Boolean asl,
            Boolean captions,
            Boolean quietSpace,
            Boolean genderNeutralRestroom,
            @Size(max = 1000) String notes) {}
}
