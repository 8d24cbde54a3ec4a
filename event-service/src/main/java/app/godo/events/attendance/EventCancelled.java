package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** Nobody can go to what does not take place. */
final class EventCancelled extends Refusal {
    EventCancelled() {
        super(Kind.CONFLICT, "event-cancelled", "This event is cancelled.");
    }
}
