package app.godo.events.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * All of an Event's row that is told and not counted, under the names of its columns. Two equal drafts are the same Event told
 * twice.
 *
 * @param priceKnown exactly when there is a {@code priceMin}
 * @param externalRemaining seats that a Source still has, null when unknown
 * @param externalRemainingAt when the Source said so, null likewise; to say the same later tells nothing new
 * @param source {@link #USER_GENERATED}, or the Source's name
 * @param createdByUserId null when a Source lists it
 * @param moderationStatus with which it begins; telling it again does not change that
 */
public record Draft(
        String title,
        String description,
        Instant dateTime,
        Instant endTime,
        String timeZone,
        boolean allDay,
        boolean timeTbd,
        String scheduleStatus,
        String locationKind,
        String locationName,
        String locationAddress,
        Double latitude,
        Double longitude,
        String neighborhood,
        String borough,
        Integer transitScore,
        String category,
        List<String> tags,
        Integer priceMin,
        Integer priceMax,
        String currency,
        boolean priceKnown,
        String imageUrl,
        String externalUrl,
        Integer capacity,
        Integer externalRemaining,
        Instant externalRemainingAt,
        UUID seriesId,
        JsonNode accessibilityInfo,
        String source,
        UUID createdByUserId,
        String moderationStatus) {

    /** The {@code source} of what people submit themselves. */
    public static final String USER_GENERATED = "user_generated";

    /** The same, called off. */
    public Draft cancelled() {
        return with(dateTime, endTime, "cancelled", seriesId);
    }

    /** The same, with what of another its author does not write. */
    public Draft standing(Draft other) {
        return with(dateTime, endTime, other.scheduleStatus, other.seriesId);
    }

    /** The same, as one of a series. */
    public Draft occurring(Instant start, Instant end, UUID series) {
        return with(start, end, scheduleStatus, series);
    }

    private Draft with(Instant start, Instant end, String status, UUID series) {
        return new Draft(
                title,
                description,
                start,
                end,
                timeZone,
                allDay,
                timeTbd,
                status,
                locationKind,
                locationName,
                locationAddress,
                latitude,
                longitude,
                neighborhood,
                borough,
                transitScore,
                category,
                tags,
                priceMin,
                priceMax,
                currency,
                priceKnown,
                imageUrl,
                externalUrl,
                capacity,
                externalRemaining,
                externalRemainingAt,
                series,
                accessibilityInfo,
                source,
                createdByUserId,
                moderationStatus);
    }

    /** The time zone of everything that says no other. */
    public static final String NEW_YORK = "America/New_York";
}
