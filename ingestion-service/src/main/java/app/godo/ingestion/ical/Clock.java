package app.godo.ingestion.ical;

import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.Zones;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A date or a clock time of a calendar.
 *
 * @param wall midnight for a date
 * @param zone the zone whose wall it is on
 * @param date whether it is only a date
 */
record Clock(LocalDateTime wall, ZoneId zone, boolean date) {

    /** Some write the dashes and colons of the web. */
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-?(\\d{2})-?(\\d{2})(?:[Tt ]?(\\d{2}):?(\\d{2}):?(\\d{2})?(?:\\.\\d+)?\\s*([Zz])?)?");

    private static final int LONGEST = 40;

    /**
     * Reads one value.
     *
     * @throws NotAListing when it is none
     */
    static Clock of(String text, String tzid, FeedZones zones, String what) {
        var value = text.strip();
        var parts = FORM.matcher(value.length() > LONGEST ? "" : value);
        if (!parts.matches()) {
            throw new NotAListing("The %s is no date: %s"
                    .formatted(what, value.length() > LONGEST ? value.substring(0, LONGEST) : value));
        }
        try {
            var day = LocalDate.of(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
            if (parts.group(4) == null) {
                return new Clock(day.atStartOfDay(), zones.ofDates(), true);
            }
            var second = parts.group(6) == null ? 0 : Math.min(59, number(parts.group(6)));
            // midnight at the end of a day
            var endOfDay = number(parts.group(4)) == 24 && number(parts.group(5)) == 0;
            var wall = endOfDay
                    ? day.plusDays(1).atStartOfDay()
                    : day.atTime(number(parts.group(4)), number(parts.group(5)), second);
            return new Clock(wall, parts.group(7) == null ? zones.of(tzid) : ZoneOffset.UTC, false);
        } catch (DateTimeException impossible) {
            throw new NotAListing("There is no such %s: %s".formatted(what, value));
        }
    }

    static Clock of(JsonNode property, FeedZones zones, String what) {
        return of(property.path("value").asText(), property.path("tzid").asText(null), zones, what);
    }

    Instant instant() {
        return wall.atZone(zone).toInstant();
    }

    /** What stands on the wall of another zone then; a date is one everywhere. */
    LocalDateTime in(ZoneId other) {
        return date || zone.equals(other) ? wall : LocalDateTime.ofInstant(instant(), other);
    }

    /** Whether it is a moment, {@code …Z}. */
    boolean isMoment() {
        return zone instanceof ZoneOffset;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** Where the place is that a wall belongs to: UTC is nobody's. */
    ZoneId place(FeedZones zones) {
        return Zones.isUtc(zone) ? zones.ofDates() : zone;
    }
}
