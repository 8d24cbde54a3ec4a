package app.godo.events.reporting;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What is wrong with an Event.
 *
 * @param note in the person's own words, for moderators only
 */
record ReportRequest(
        @NotNull Reason reason, @Size(max = 1000) String note) {

    /** The reasons there are. */
    enum Reason {
        @JsonProperty("wrong_details")
        WRONG_DETAILS,
        @JsonProperty("cancelled")
        CANCELLED,
        @JsonProperty("duplicate")
        DUPLICATE,
        @JsonProperty("spam")
        SPAM,
        @JsonProperty("scam")
        SCAM,
        @JsonProperty("offensive")
        OFFENSIVE,
        @JsonProperty("unsafe")
        UNSAFE,
        @JsonProperty("other")
        OTHER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
