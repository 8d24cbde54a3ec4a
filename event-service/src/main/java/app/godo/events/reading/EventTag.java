package app.godo.events.reading;

import app.godo.wire.events.EventView;

import jakarta.ws.rs.core.EntityTag;

/** The strong entity tag of an Event: another one whenever its reader would see anything else. */
public final class EventTag {

    /** The version, what is counted without a new version, and what is the reader's own. */
    public static EntityTag of(EventView event) {
        return new EntityTag("%d.%d.%d.%s.%s"
                .formatted(
                        event.version(),
                        event.currentAttendees(),
                        event.waitlistLength(),
                        event.myAttendance() == null ? "" : event.myAttendance(),
                        event.mySwipe() == null ? "" : event.mySwipe()));
    }

    private EventTag() {}
}
