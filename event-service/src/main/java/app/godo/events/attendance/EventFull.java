package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** Every seat is taken or promised to those who wait. */
final class EventFull extends Refusal {
    EventFull() {
        super(Kind.CONFLICT, "event-full", "Every seat is taken; send join_waitlist to wait for one.");
    }
}
