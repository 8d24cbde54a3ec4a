package app.godo.events.submitting;

import java.time.Instant;
import java.util.List;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * An Event that takes place several times: on days that are named, or by a rule, which is one of the two. 52 times at most, within a
 * year.
 *
 * @param event its first day; the others are as long, and else the same
 * @param alsoOn the other starts, in any order
 * @param rrule an RRULE of iCalendar (RFC 5545, 3.3.10) without its name, e.g. {@code FREQ=WEEKLY;COUNT=10}; it is worked out on the
 *     clocks of the Event's place, so that six o'clock stays six o'clock, and says how often or until when
 */
record SeriesRequest(
        @Valid @NotNull EventRequest event,
        @Size(min = 1, max = Occurrences.MOST - 1) List<@NotNull Instant> alsoOn,
        @Size(min = 1, max = 500) String rrule) {}
