package app.godo.social.plans;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What somebody proposes to a group.
 *
 * @param quorum how many must say yes, of the group while votes may come and of those who voted once they are closed: a majority when
 *     left out
 * @param quorumN how many, where {@code quorum} is n and nowhere else
 * @param atLeast the fewest of those who said yes for whom there must be seats; all of them when left out
 * @param closesAt when the votes are closed, before the start of the Event: at the start when left out
 */
record PlanRequest(
        @NotNull UUID eventId,
        Quorum quorum,
        @Min(1) @Max(500) Integer quorumN,
        @Min(1) @Max(500) Integer atLeast,
        Instant closesAt) {

    /** Who must say yes. */
    enum Quorum {
        @JsonProperty("all")
        ALL,
        @JsonProperty("majority")
        MAJORITY,
        @JsonProperty("n")
        N;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    PlanRequest {
        quorum = quorum == null ? Quorum.MAJORITY : quorum;
    }
}
