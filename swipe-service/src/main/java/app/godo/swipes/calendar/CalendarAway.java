package app.godo.swipes.calendar;

import app.godo.wire.problem.Refusal;

/** A calendar that cannot be read just now, whatever the reason: its address is in no log. */
final class CalendarAway extends Refusal {
    CalendarAway() {
        super(Kind.UNAVAILABLE, "unavailable", "The calendar cannot be read just now; try again soon.");
    }
}
