package app.godo.events.catalogue;

import app.godo.wire.events.EventView;

import java.util.List;

/**
 * An Event that is otherwise than before.
 *
 * @param changed the names of the fields that are
 */
public record Revised(EventView before, EventView after, List<String> changed) {

    /** Whether it stands for itself again, after another had taken its place. */
    public boolean isBack() {
        return before.mergedInto() != null && after.mergedInto() == null;
    }
}
