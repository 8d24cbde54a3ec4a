package app.godo.events.catalogue;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.time.Ids;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An Event that is otherwise than before.
 *
 * @param changed the names of the fields that are
 */
public record Revised(EventView before, EventView after, List<String> changed) {

    private static final String APPROVED = "approved";

    /** The one Fact that tells of it; none while nobody but its author sees the Event. */
    public Optional<EventFact> fact(Instant at) {
        var was = APPROVED.equals(before.moderationStatus());
        var is = APPROVED.equals(after.moderationStatus());
        if (!was && !is) {
            return Optional.empty();
        }
        if (!was || isBack()) {
            return Optional.of(new EventFact.Published(Ids.next(), at, after));
        }
        return Optional.of(
                after.cancelled() && !before.cancelled() && !isMerged()
                        ? new EventFact.Cancelled(Ids.next(), at, after)
                        : new EventFact.Changed(Ids.next(), at, after, changed));
    }

    /** Whether another takes its place: that is what happens to it then, and the other may have been called off long ago. */
    private boolean isMerged() {
        return before.mergedInto() == null && after.mergedInto() != null;
    }

    /** Whether it stands for itself again, after another had taken its place. */
    private boolean isBack() {
        return before.mergedInto() != null && after.mergedInto() == null;
    }
}
