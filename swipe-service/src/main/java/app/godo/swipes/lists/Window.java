package app.godo.swipes.lists;

import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Which Events of a list are asked for, by when they take place.
 *
 * @param from the first moment, null for none
 * @param to the moment after the last, null for none
 * @param past only what is over, or only what is not; null for both
 */
record Window(Instant from, Instant to, Boolean past) {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** What is further away is a mistake, and more than the database can hold. */
    private static final Instant FIRST = Instant.EPOCH;

    /** The end of the year 9999 in New York. */
    private static final Instant LAST = Instant.parse("+10000-01-01T05:00:00Z");

    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * Reads the query. A date is a day in New York, and {@code to} includes it. Who names no {@code from} and says nothing of
     * the past wants what is not over.
     */
    static Window of(String from, String to, String past) {
        var window = new Window(moment("?from", from, 0), moment("?to", to, 1), past(past, from == null));
        Refusal.when(
                window.from != null && window.to != null && !window.from.isBefore(window.to),
                () -> new InvalidField("?to", "before-from", "\"to\" must be after \"from\"."));
        return window;
    }

    private static Instant moment(String name, String text, int daysAfter) {
        if (text == null) {
            return null;
        }
        var moment = read(name, text, daysAfter);
        Refusal.when(
                moment.isBefore(FIRST) || moment.isAfter(LAST),
                () -> new InvalidField(name, "out-of-range", "A time is between 1970 and 9999."));
        return moment;
    }

    private static Instant read(String name, String text, int daysAfter) {
        try {
            return text.matches(DATE)
                    ? LocalDate.parse(text)
                            .plusDays(daysAfter)
                            .atStartOfDay(NEW_YORK)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw new InvalidField(name, "not-a-time", "\"%s\" must be a date or an RFC 3339 time.".formatted(name));
        }
    }

    private static Boolean past(String text, boolean upcomingUnlessSaid) {
        return switch (text) {
            case null -> upcomingUnlessSaid ? Boolean.FALSE : null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new InvalidField("?past", "not-a-boolean", "\"past\" must be true or false.");
        };
    }
}
