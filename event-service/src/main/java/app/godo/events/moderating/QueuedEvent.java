package app.godo.events.moderating;

import app.godo.events.listings.Lookalikes;
import app.godo.events.listings.Lookalikes.Lookalike;
import app.godo.wire.events.EventView;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.Size;

/**
 * An Event that a moderator has to look at.
 *
 * @param createdByUserId who submitted it, null when a Source lists it or its author is gone
 * @param since when it began to wait
 * @param looksLike listed Events that one which a person submitted may be the same as, the likeliest first, 5 at most
 * @param appeal what its author says to its being turned down, null for nothing or once it was decided
 * @param reports what people say of it, the oldest first, 50 at most; empty where nobody does
 */
record QueuedEvent(
        EventView event,
        UUID createdByUserId,
        Instant since,
        @Size(max = Lookalikes.MOST) List<Lookalike> looksLike,
        String appeal,
        List<Reported> reports) {

    QueuedEvent looking(List<Lookalike> like) {
        return new QueuedEvent(event, createdByUserId, since, like, appeal, reports);
    }

    /**
     * @param reason a word of the list of reasons
     * @param note null for none
     */
    record Reported(String reason, String note, Instant reportedAt) {}
}
