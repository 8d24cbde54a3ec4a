package app.godo.social.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What is wrong with a message.
 *
 * @param note in the person's own words, null for none; kept, and shown to nobody in the group
 */
record MessageReportRequest(
        @NotNull Reason reason, @Size(max = 1000) String note) {

    /** The reasons there are. */
    enum Reason {
        @JsonProperty("spam")
        SPAM,
        @JsonProperty("harassment")
        HARASSMENT,
        @JsonProperty("hate")
        HATE,
        @JsonProperty("scam")
        SCAM,
        @JsonProperty("unsafe")
        UNSAFE,
        @JsonProperty("other")
        OTHER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
