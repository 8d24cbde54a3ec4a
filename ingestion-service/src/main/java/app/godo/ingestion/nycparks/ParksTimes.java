package app.godo.ingestion.nycparks;

import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.When;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a row's Event takes place. The date part of its times is the day of the export and means nothing (so it was in 1,757 of
 * 1,757 rows); the day is {@code startdate} or, where the portal leaves that out, in the path of the link.
 */
final class ParksTimes {

    private static final Pattern US_DATE = Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})");
    private static final Pattern ISO_DATE = Pattern.compile("(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?:T.*)?");
    private static final Pattern LINK_DATE =
            Pattern.compile(".*/events/(?<year>\\d{4})/(?<month>\\d{2})/(?<day>\\d{2})(?:/.*)?");
    private static final Pattern CLOCK = Pattern.compile(
            "(?:[\\d/-]{8,10}[T ])?(?<clock>(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?)(?:\\.\\d+)?"
                    + "(?: ?(?<half>[ap])\\.?m\\.?)?",
            Pattern.CASE_INSENSITIVE);

    /** No honest address is longer; the pattern of the date in it is not for megabytes. */
    private static final int LONGEST_LINK = 2048;

    /**
     * An end before the start is an end on the next day: camps under the stars. The one known typing error of this form (10:30
     * to 00:30) cannot be told from them, and a late end hides nothing.
     */
    static When of(String startDate, String endDate, String link, String startTime, String endTime, ZoneId zone) {
        var date = date(startDate, link);
        var starts = clock(startTime);
        var ends = clock(endTime);
        var last = last(endDate, date);
        if (isWholeDay(starts, ends) || starts == null && last.isAfter(date)) {
            return When.allDay(date, last.plusDays(1), zone);
        }
        return last.isAfter(date)
                ? When.onTheWall(date.atTime(starts), last.atTime(ends == null ? starts : ends), zone)
                : When.onDay(date, starts, ends, zone);
    }

    /** A last day that cannot be read costs itself. */
    private static LocalDate last(String endDate, LocalDate first) {
        try {
            return endDate == null ? first : date(endDate, (String) null);
        } catch (NotAListing unreadable) {
            return first;
        }
    }

    /** From midnight to the minute before it is how a form without a box for whole days is filled in. */
    private static boolean isWholeDay(LocalTime starts, LocalTime ends) {
        return LocalTime.MIDNIGHT.equals(starts) && ends != null && ends.getHour() == 23 && ends.getMinute() == 59;
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
            return LocalTime.of(hour(parts), number(parts, "minute"), number(parts, "second"));
        } catch (DateTimeException impossible) {
            throw new NotAListing("There is no such time: " + parts.group("clock"));
        }
    }

    /** RSS writes {@code 8:00 am}. */
    private static int hour(Matcher parts) {
        var hour = number(parts, "hour");
        var half = parts.group("half");
        if (half == null) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("no hour of half a day");
        }
        return hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }

    private static int number(Matcher parts, String group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private ParksTimes() {}
}
