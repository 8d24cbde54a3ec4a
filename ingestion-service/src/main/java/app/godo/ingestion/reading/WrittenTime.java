package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
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

    private static final String CLOCK = "(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d{1,9})?)?"
            + "(?:\\s*(?<half>[AaPp]\\.?[Mm]\\.?))?|\\s*(?<only>[AaPp]\\.?[Mm]\\.?))";
    private static final String OFFSET = "(?:\\s*(?<utc>[Zz]|UTC|GMT)|\\s*(?<sign>[+-])(?<oh>\\d{2}):?(?<om>\\d{2})?"
            + "|\\s*\\(?(?<abbreviation>[ECMP][SD]T)\\)?)?(?:\\[[\\w/+-]{1,40}])?";
    private static final Pattern ISO = Pattern.compile(
            "(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?:(?:[Tt]|,?\\s+)" + CLOCK + OFFSET + ")?");
    private static final Pattern US =
            Pattern.compile("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?:,?\\s+" + CLOCK + OFFSET + ")?");
    private static final Pattern BASIC = Pattern.compile("(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
            + "(?:T(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?(?<half>(?!))?(?<only>(?!))?" + OFFSET + ")?");
    private static final String WEEKDAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\\.?,?\\s+)?";
    private static final String NAME =
            "(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                    + "|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";
    private static final String AT = "(?:,?\\s+(?:at\\s+|@\\s*)?" + CLOCK + OFFSET + ")?";
    private static final Pattern RFC_822 = Pattern.compile(
            WEEKDAY + "(?<day>\\d{1,2})\\s+" + NAME + "\\s+(?<year>\\d{4}|\\d{2})" + AT, Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_WORDS = Pattern.compile(
            WEEKDAY + NAME + "\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})" + AT,
            Pattern.CASE_INSENSITIVE);

    /** Of the zones that RFC 822 knows by letters. */
    private static final String ABBREVIATIONS = "PMCE";

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    /** Locales put narrow ones before {@code PM}. */
    private static final Pattern BLANKS = Pattern.compile("\\p{Z}");

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
        var stripped = BLANKS.matcher(text).replaceAll(" ").strip();
        if (stripped.length() > LONGEST) {
            throw new NotAListing("The %s is no date".formatted(what));
        }
        for (var form : new Pattern[] {ISO, US, BASIC, RFC_822, IN_WORDS}) {
            var parts = form.matcher(stripped);
            if (parts.matches()) {
                try {
                    var date = LocalDate.of(year(parts.group("year")), month(parts, form), number(parts, "day"));
                    // midnight at the end of a day
                    return isEndOfDay(parts)
                            ? new WrittenTime(date.plusDays(1), LocalTime.MIDNIGHT, offset(parts))
                            : new WrittenTime(date, clock(parts), offset(parts));
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
        var stripped = BLANKS.matcher(text).replaceAll(" ").strip();
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
        if (ends == null) {
            return When.between(start, null, zone);
        }
        // of an end that is only a day all of it
        var end = ends.time() != null
                ? ends.instant(zone)
                : ends.date().isAfter(starts.date())
                        ? ends.date().plusDays(1).atStartOfDay(zone).toInstant()
                        : null;
        return wholeDays(When.between(start, end, zone));
    }

    /** From midnight to a minute before it is how whole days are written where there must be a time. */
    private static When wholeDays(When when) {
        if (when.endsAt() == null) {
            return when;
        }
        var from = LocalDateTime.ofInstant(when.startsAt(), when.zone());
        var to = LocalDateTime.ofInstant(when.endsAt(), when.zone());
        return from.toLocalTime().equals(LocalTime.MIDNIGHT) && to.getHour() == 23 && to.getMinute() == 59
                ? When.allDay(from.toLocalDate(), to.toLocalDate().plusDays(1), when.zone())
                : when;
    }

    private static int year(String digits) {
        return Integer.parseInt(digits) + (digits.length() == 2 ? 2000 : 0);
    }

    private static int month(Matcher parts, Pattern form) {
        return form == RFC_822 || form == IN_WORDS
                ? MONTHS.indexOf(parts.group("name").substring(0, 3).toLowerCase(Locale.ROOT)) + 1
                : number(parts, "month");
    }

    private static boolean isEndOfDay(Matcher parts) {
        return "24".equals(parts.group("hour")) && number(parts, "minute") + number(parts, "second") == 0;
    }

    private static LocalTime clock(Matcher parts) {
        if (parts.group("hour") == null) {
            return null;
        }
        var hour = number(parts, "hour");
        var half = parts.group("half") == null ? parts.group("only") : parts.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no such hour");
            }
            hour = hour % 12 + (Character.toLowerCase(half.charAt(0)) == 'p' ? 12 : 0);
        }
        return LocalTime.of(hour, number(parts, "minute"), number(parts, "second"));
    }

    private static int number(Matcher parts, String group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private static ZoneOffset offset(Matcher parts) {
        if (parts.group("utc") != null) {
            return ZoneOffset.UTC;
        }
        var abbreviation = parts.group("abbreviation");
        if (abbreviation != null) {
            var standard = ABBREVIATIONS.indexOf(Character.toUpperCase(abbreviation.charAt(0))) - 8;
            return ZoneOffset.ofHours(standard + (Character.toUpperCase(abbreviation.charAt(1)) == 'D' ? 1 : 0));
        }
        if (parts.group("sign") == null) {
            return null;
        }
        var total = number(parts, "oh") * 60 + number(parts, "om");
        return ZoneOffset.ofTotalSeconds(("-".equals(parts.group("sign")) ? -60 : 60) * total);
    }
}
