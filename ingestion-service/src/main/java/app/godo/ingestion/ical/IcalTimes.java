package app.godo.ingestion.ical;

import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.When;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * When a VEVENT, or one of its occurrences, takes place.
 *
 * @param occurrence see {@link IcalEvent}
 * @param until likewise
 */
record IcalTimes(ObjectNode event, FeedZones zones, LocalDateTime occurrence, LocalDateTime until) {

    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:(\\d{1,4})W|(?:(\\d{1,5})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,7})S)?)?)");

    When when() {
        var start = IcalEvent.start(event, zones);
        var wall = occurrence == null ? start.wall() : occurrence;
        if (start.date() || "TRUE".equalsIgnoreCase(IcalEvent.raw(event, "X-MICROSOFT-CDO-ALLDAYEVENT"))) {
            var next = end(start);
            var days = next == null
                    ? Period.ofDays(1)
                    : Period.ofDays(Math.clamp(
                            ChronoUnit.DAYS.between(start.wall().toLocalDate(), next.toLocalDate()), 0, 3660));
            return When.allDay(wall.toLocalDate(), wall.toLocalDate().plus(days), start.place(zones));
        }
        var starts = wall.atZone(start.zone()).toInstant();
        return When.between(starts, ends(start, wall), start.place(zones));
    }

    /** As long on the wall as the first one; what ends in another zone as long as that took. */
    private Instant ends(Clock start, LocalDateTime wall) {
        if (until != null) {
            return until.atZone(start.zone()).toInstant();
        }
        var end = end(start);
        if (end == null) {
            return null;
        }
        var lasts = Duration.between(start.wall(), end);
        var starts = wall.atZone(start.zone()).toInstant();
        var ends = wall.plus(lasts).atZone(start.zone()).toInstant();
        // an hour that is skipped is none of it
        return ends.isAfter(starts) ? ends : starts.plus(lasts);
    }

    /** The end of the first occurrence on the wall of its start, null when unknown. An end that cannot be read costs itself. */
    private LocalDateTime end(Clock start) {
        try {
            if (event.has("DTEND")) {
                return Clock.of(event.path("DTEND").path(0), zones, "DTEND").in(start.zone());
            }
            return lasting(start.wall());
        } catch (NotAListing | DateTimeException unreadable) {
            return null;
        }
    }

    private LocalDateTime lasting(LocalDateTime start) {
        var text = IcalEvent.raw(event, "DURATION");
        var parts = DURATION.matcher(text == null ? "" : text.strip());
        if (!parts.matches()) {
            return null;
        }
        return start.plusWeeks(number(parts.group(1)))
                .plusDays(number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
