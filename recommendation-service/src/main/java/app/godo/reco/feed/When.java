package app.godo.reco.feed;

import app.godo.reco.catalogue.EventFacets;
import app.godo.wire.problem.InvalidField;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Days of the city's calendar.
 *
 * @param from the first
 * @param to the last
 */
record When(LocalDate from, LocalDate to) {

    /** From {@code today}, {@code tomorrow}, {@code weekend}, {@code week}, a date, or two dates with a slash between. */
    static When of(String text, Instant now) {
        var today = now.atZone(EventFacets.NEW_YORK).toLocalDate();
        return switch (text) {
            case "today" -> new When(today, today);
            case "tomorrow" -> new When(today.plusDays(1), today.plusDays(1));
            case "week" -> new When(today, today.plusDays(6));
            case "weekend" -> weekend(today);
            default -> dates(text);
        };
    }

    boolean contains(Instant moment) {
        var day = moment.atZone(EventFacets.NEW_YORK).toLocalDate();
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The one that is on, or else the next. */
    private static When weekend(LocalDate today) {
        var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        return new When(sunday.minusDays(1).isBefore(today) ? today : sunday.minusDays(1), sunday);
    }

    private static When dates(String text) {
        try {
            var slash = text.indexOf('/');
            var from = LocalDate.parse(slash < 0 ? text : text.substring(0, slash));
            var to = slash < 0 ? from : LocalDate.parse(text.substring(slash + 1));
            if (!to.isBefore(from)) {
                return new When(from, to);
            }
        } catch (DateTimeException noDate) {
            // refused below, like an interval that ends before it begins
        }
        throw new InvalidField(
                "?when",
                "not-a-time",
                "Give today, tomorrow, weekend, week, a date as 2026-11-28, or two with a slash between.");
    }
}
