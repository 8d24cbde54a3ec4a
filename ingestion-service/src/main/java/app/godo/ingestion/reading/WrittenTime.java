package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A date, with or without clock time and offset, in the ways that feeds write them: {@code 2026-10-09}, {@code
 * 2026-10-09T19:30:00-0400}, {@code 10/09/2026 07:30:00 PM}, {@code Fri, 09 Oct 2026 19:30:00 -0400} (RFC 822), {@code October 9,
 * 2026 at 7:30 pm}.
 *
 * @param time null when there is only a date
 * @param offset null when none is written
 */
public record WrittenTime(LocalDate date, LocalTime time, ZoneOffset offset) {

    private static final int LONGEST = 64;

    private static final String CLOCK =
            "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d{1,9})?)?\\s*(?<half>[AaPp]\\.?[Mm]\\.?)?";
    private static final String OFFSET = "(?:\\s*(?<utc>[Zz]|UTC|GMT)|\\s*(?<sign>[+-])(?<oh>\\d{2}):?(?<om>\\d{2})?)?";
    private static final Pattern ISO = Pattern.compile(
            "(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?:(?:[Tt]|\\s+)" + CLOCK + OFFSET + ")?");
    private static final Pattern US =
            Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?:,?\\s+" + CLOCK + OFFSET + ")?");
    private static final Pattern BASIC = Pattern.compile(
            "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:T(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?(?<utc>Z)?)?");
    private static final String WEEKDAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?,?\\s+)?";
    private static final String NAME =
            "(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                    + "|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";
    private static final Pattern RFC_822 = Pattern.compile(
            WEEKDAY + "(?<day>\\d{1,2})\\s+" + NAME + "\\s+(?<year>\\d{4})(?:,?\\s+" + CLOCK + OFFSET + ")?");
    private static final Pattern IN_WORDS = Pattern.compile(WEEKDAY + NAME
            + "\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?:,?\\s+(?:at\\s+)?" + CLOCK + OFFSET + ")?");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final Pattern CLOCK_ALONE = Pattern.compile(CLOCK);

    /**
     * Reads it.
     *
     * @param what what the Source calls it, for the reason
     * @return null when there is nothing to read
     * @throws NotAListing when it is none of the ways or no such day or time
     */
    public static WrittenTime of(String text, String what) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var stripped = text.strip();
        if (stripped.length() > LONGEST) {
            throw new NotAListing("The %s is no date".formatted(what));
        }
        for (var form : new Pattern[] {ISO, US, BASIC, RFC_822, IN_WORDS}) {
            var parts = form.matcher(stripped);
            if (parts.matches()) {
                try {
                    var date = LocalDate.of(
                            Integer.parseInt(parts.group("year")),
                            form == RFC_822 || form == IN_WORDS
                                    ? MONTHS.indexOf(parts.group("name").substring(0, 3)) + 1
                                    : Integer.parseInt(parts.group("month")),
                            Integer.parseInt(parts.group("day")));
                    return new WrittenTime(date, form == BASIC ? basicClock(parts) : clock(parts), offset(parts, form));
                } catch (DateTimeException impossible) {
                    throw new NotAListing("There is no such %s: %s".formatted(what, stripped));
                }
            }
        }
        throw new NotAListing("The %s is no date: %s".formatted(what, stripped));
    }

    /** A clock time alone, {@code 19:30:00} or {@code 7:30 pm}; null when there is nothing to read. */
    public static LocalTime clock(String text, String what) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var stripped = text.strip();
        var parts = CLOCK_ALONE.matcher(stripped);
        if (stripped.length() > LONGEST || !parts.matches()) {
            throw new NotAListing("The %s is no time".formatted(what));
        }
        try {
            return clock(parts);
        } catch (DateTimeException impossible) {
            throw new NotAListing("There is no such %s: %s".formatted(what, stripped));
        }
    }

    /** The moment, when nothing about it is missing or guessed: null without a clock time. */
    public Instant instant(ZoneId otherwise) {
        if (time == null) {
            return null;
        }
        var clock = date.atTime(time);
        return offset == null ? clock.atZone(otherwise).toInstant() : clock.toInstant(offset);
    }

    /** On the wall, null without a clock time. */
    public LocalDateTime onTheWall() {
        return time == null ? null : date.atTime(time);
    }

    /**
     * From one written time to another. With clock times it is as they say; without, the day is known, and a later day makes it
     * whole days.
     *
     * @param ends null when unknown
     */
    public static When span(WrittenTime starts, WrittenTime ends, ZoneId home) {
        if (starts.time() == null) {
            var several = ends != null && ends.date().isAfter(starts.date());
            return several ? When.allDay(starts.date(), ends.date().plusDays(1), home) : When.on(starts.date(), home);
        }
        var start = starts.instant(home);
        var zone = starts.offset() == null ? home : Zones.showing(start, starts.offset(), home);
        return When.between(start, ends == null ? null : ends.instant(zone), zone);
    }

    private static LocalTime clock(java.util.regex.Matcher parts) {
        if (parts.group("hour") == null) {
            return null;
        }
        var hour = Integer.parseInt(parts.group("hour"));
        var half = parts.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no such hour");
            }
            hour = hour % 12 + (Character.toLowerCase(half.charAt(0)) == 'p' ? 12 : 0);
        }
        var second = parts.group("second");
        return LocalTime.of(
                hour, Integer.parseInt(parts.group("minute")), second == null ? 0 : Integer.parseInt(second));
    }

    private static LocalTime basicClock(java.util.regex.Matcher parts) {
        if (parts.group("hour") == null) {
            return null;
        }
        var second = parts.group("second");
        return LocalTime.of(
                Integer.parseInt(parts.group("hour")),
                Integer.parseInt(parts.group("minute")),
                second == null ? 0 : Integer.parseInt(second));
    }

    private static ZoneOffset offset(java.util.regex.Matcher parts, Pattern form) {
        if (parts.group("utc") != null) {
            return ZoneOffset.UTC;
        }
        if (form == BASIC || parts.group("sign") == null) {
            return null;
        }
        var minutes = parts.group("om");
        var total = Integer.parseInt(parts.group("oh")) * 60 + (minutes == null ? 0 : Integer.parseInt(minutes));
        return ZoneOffset.ofTotalSeconds(("-".equals(parts.group("sign")) ? -60 : 60) * total);
    }
}
