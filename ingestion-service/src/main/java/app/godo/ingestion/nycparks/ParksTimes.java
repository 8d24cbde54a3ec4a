package app.godo.ingestion.nycparks;

import app.godo.ingestion.nycparks.ParksRow.NotAListing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * When a row's Event takes place. The date part of its times is the day of the export and means nothing (so it was in 1,757 of
 * 1,757 rows); the day is {@code startdate} or, where the portal leaves that out, in the path of the link.
 */
record ParksTimes(Instant startsAt, Instant endsAt, boolean timeTbd) {

    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final Pattern US_DATE = Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})");
    private static final Pattern ISO_DATE = Pattern.compile("(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?:T.*)?");
    private static final Pattern LINK_DATE =
            Pattern.compile(".*/events/(?<year>\\d{4})/(?<month>\\d{2})/(?<day>\\d{2})(?:/.*)?");
    private static final Pattern CLOCK = Pattern.compile("(?:.*[T ])?(\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?");

    /** No honest address is longer; the pattern of the date in it is not for megabytes. */
    private static final int LONGEST_LINK = 2048;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final Period FURTHEST_AHEAD = Period.ofYears(2);

    static ParksTimes of(String startDate, String link, String startTime, String endTime, Clock clock) {
        var date = date(startDate, link);
        if (date.isBefore(EARLIEST)
                || date.isAfter(LocalDate.now(clock.withZone(ZONE)).plus(FURTHEST_AHEAD))) {
            throw new NotAListing("The date %s cannot be".formatted(date));
        }
        var starts = clock(startTime);
        if (starts == null) {
            return new ParksTimes(date.atStartOfDay(ZONE).toInstant(), null, true);
        }
        var startsAt = date.atTime(starts).atZone(ZONE).toInstant();
        return new ParksTimes(startsAt, end(date, starts, startsAt, clock(endTime)), false);
    }

    /**
     * An end before the start is an end on the next day: camps under the stars. The one known typing error of this form (10:30
     * to 00:30) cannot be told from them, and a late end hides nothing.
     */
    private static Instant end(LocalDate date, LocalTime starts, Instant startsAt, LocalTime ends) {
        if (ends == null || ends.equals(starts)) {
            return null;
        }
        var day = ends.isBefore(starts) ? date.plusDays(1) : date;
        var endsAt = day.atTime(ends).atZone(ZONE).toInstant();
        return endsAt.isAfter(startsAt) ? endsAt : null;
    }

    private static LocalDate date(String startDate, String link) {
        if (startDate != null) {
            var stated = date(startDate.strip(), US_DATE);
            stated = stated == null ? date(startDate.strip(), ISO_DATE) : stated;
            if (stated == null) {
                throw new NotAListing("The startdate is no date");
            }
            return stated;
        }
        var linked = link == null || link.length() > LONGEST_LINK ? null : date(link, LINK_DATE);
        if (linked == null) {
            throw new NotAListing("The row has no date, neither in startdate nor in the link");
        }
        return linked;
    }

    private static LocalDate date(String text, Pattern form) {
        var parts = form.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(parts.group("year")),
                    Integer.parseInt(parts.group("month")),
                    Integer.parseInt(parts.group("day")));
        } catch (DateTimeException impossible) {
            // the date as it is written and nothing of what stands around it, which may be anything
            throw new NotAListing("There is no such day: "
                    + text.substring(
                            Math.min(parts.start("year"), parts.start("month")),
                            Math.max(parts.end("day"), parts.end("year"))));
        }
    }

    private static LocalTime clock(String text) {
        if (text == null) {
            return null;
        }
        var parts = CLOCK.matcher(text.strip());
        if (!parts.matches()) {
            throw new NotAListing("A time is no time");
        }
        try {
            var clock = parts.group(1);
            return LocalTime.parse(clock.indexOf(':') == 1 ? "0" + clock : clock);
        } catch (DateTimeException impossible) {
            throw new NotAListing("There is no such time: " + parts.group(1));
        }
    }
}
