package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;

/**
 * When an Event takes place.
 *
 * @param endsAt after the start, null when unknown
 * @param zone that of the place: the date of what has no clock time is one there
 * @param allDay the clock times mean nothing: it lasts from the first day to the end of the last
 * @param timeTbd only the day of the start is known
 */
public record When(Instant startsAt, Instant endsAt, ZoneId zone, boolean allDay, boolean timeTbd) {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final Period FURTHEST_AHEAD = Period.ofYears(2);

    public When {
        endsAt = endsAt != null && endsAt.isAfter(startsAt) ? endsAt : null;
    }

    /**
     * Clock times on the wall of the place. An hour that the clocks skip is an hour later; of one that comes twice the start is
     * in the first.
     *
     * @param end null when unknown
     */
    public static When onTheWall(LocalDateTime start, LocalDateTime end, ZoneId zone) {
        return new When(instant(start, zone), end == null ? null : instant(end, zone), zone, false, false);
    }

    /**
     * A clock time on the wall and the moment beside it that a Source gives for the same: of an hour that comes twice the moment says
     * which is meant, and where the two differ the wall counts.
     *
     * @param moment null when it gives none
     */
    public static Instant instant(LocalDateTime wall, Instant moment, ZoneId zone) {
        return moment != null && LocalDateTime.ofInstant(moment, zone).equals(wall) ? moment : instant(wall, zone);
    }

    /** Moments that the Source gave with their offset; the zone is where they are shown. */
    public static When between(Instant start, Instant end, ZoneId zone) {
        return new When(start, end, zone, false, false);
    }

    /**
     * The same with how long it lasts.
     *
     * @param duration counts only where a start and no end is known; null when it is not either
     */
    public When lasting(Duration duration) {
        return duration == null || endsAt != null || timeTbd
                ? this
                : new When(startsAt, startsAt.plus(duration), zone, allDay, false);
    }

    /** A day of which nothing more is known. */
    public static When on(LocalDate day, ZoneId zone) {
        return new When(instant(day.atStartOfDay(), zone), null, zone, false, true);
    }

    /**
     * Whole days.
     *
     * @param next the day after the last
     */
    public static When allDay(LocalDate first, LocalDate next, ZoneId zone) {
        var end = next != null && next.isAfter(first) ? next : first.plusDays(1);
        return new When(instant(first.atStartOfDay(), zone), instant(end.atStartOfDay(), zone), zone, true, false);
    }

    /**
     * A day and clock times on it: an end before the start is one on the next day.
     *
     * @param starts null when only the day is known
     * @param ends null when unknown
     */
    public static When onDay(LocalDate day, LocalTime starts, LocalTime ends, ZoneId zone) {
        if (starts == null) {
            return on(day, zone);
        }
        if (ends == null || ends.equals(starts)) {
            return onTheWall(day.atTime(starts), null, zone);
        }
        return onTheWall(day.atTime(starts), (ends.isBefore(starts) ? day.plusDays(1) : day).atTime(ends), zone);
    }

    /** Years are what a person can have meant; {@link NotAListing} otherwise. */
    When plausible(Instant at) {
        LocalDate day;
        try {
            day = LocalDate.ofInstant(startsAt, zone);
        } catch (DateTimeException beyond) {
            throw new NotAListing("The start cannot be: its year is beyond every calendar");
        }
        if (day.isBefore(EARLIEST) || day.isAfter(LocalDate.ofInstant(at, zone).plus(FURTHEST_AHEAD))) {
            throw new NotAListing("The date %s cannot be".formatted(day));
        }
        var endless = endsAt != null && endsAt.isAfter(startsAt.plus(Duration.ofDays(3660)));
        return endless ? new When(startsAt, null, zone, allDay, timeTbd) : this;
    }

    private static Instant instant(LocalDateTime clock, ZoneId zone) {
        return clock.atZone(zone).toInstant();
    }
}
