package app.godo.social.plans;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import jakarta.validation.constraints.NotNull;

/** What the caller says to a plan. */
record VoteRequest(@NotNull Vote vote) {

    /** Who says yes goes along when it is agreed. */
    enum Vote {
        @JsonProperty("yes")
        YES,
        @JsonProperty("no")
        NO,
        @JsonProperty("maybe")
        MAYBE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
