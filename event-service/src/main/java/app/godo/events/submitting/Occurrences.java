package app.godo.events.submitting;

import app.godo.events.catalogue.Draft;
import app.godo.wire.problem.InvalidField;
import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;

/** When the Events of a series begin. */
final class Occurrences {

    /** Once a week for a year. */
    static final int MOST = 52;

    private static final int WIDEST = 366;
    private static final TimeZone ON_THE_WALL = TimeZone.getTimeZone("UTC");
    private static final Set<Frequency> SELDOM =
            Set.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY);

    /**
     * In their order; the Event's own is the first.
     *
     * @throws InvalidField with what is at fault
     */
    static List<Instant> of(SeriesRequest request) {
        if ((request.alsoOn() == null) == (request.rrule() == null)) {
            throw new InvalidField("/rrule", "one-of-two", "Name the other days, or give a rule for them.");
        }
        var pointer = request.rrule() == null ? "/also_on" : "/rrule";
        var first = request.event().dateTime();
        var starts = new TreeSet<>(Set.of(first));
        starts.addAll(request.rrule() == null ? request.alsoOn() : byRule(request));
        require(
                starts.first().equals(first),
                pointer,
                "before-first",
                "The first day of the series is the event's own.");
        require(starts.size() > 1, pointer, "once", "It takes place once: that is no series.");
        require(starts.size() <= MOST, pointer, "too-many", "A series has 52 events at most.");
        var zone = zone(request);
        require(
                !starts.last().isAfter(first.atZone(zone).plusYears(1).toInstant()),
                pointer,
                "too-far",
                "A series takes a year at most.");
        return List.copyOf(starts);
    }

    /** One more than there may be, if there are so many, and the first that is too late. */
    private static Set<Instant> byRule(SeriesRequest request) {
        var zone = zone(request);
        var first = LocalDateTime.ofInstant(request.event().dateTime(), zone);
        var rule = rule(request.rrule());
        var until = rule.getUntil();
        var dates = new Recurrence.Builder(rule)
                .until((ICalDate) null)
                .build()
                .getDateIterator(new ICalDate(Date.from(first.toInstant(ZoneOffset.UTC)), true), ON_THE_WALL);
        var starts = new TreeSet<Instant>();
        while (dates.hasNext() && starts.size() <= MOST) {
            var next = LocalDateTime.ofInstant(dates.next().toInstant(), ZoneOffset.UTC);
            if (until != null && isAfter(next, until, zone)) {
                break;
            }
            starts.add(next.atZone(zone).toInstant());
            if (next.isAfter(first.plusYears(1))) {
                break;
            }
        }
        return starts;
    }

    /** A date is all of it. */
    private static boolean isAfter(LocalDateTime next, ICalDate until, ZoneId zone) {
        var day = until.getRawComponents();
        return until.hasTime()
                ? next.atZone(zone).toInstant().isAfter(until.toInstant())
                : next.toLocalDate()
                        .isAfter(LocalDateTime.of(day.getYear(), day.getMonth(), day.getDate(), 0, 0)
                                .toLocalDate());
    }

    private static Recurrence rule(String text) {
        var context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        Recurrence rule;
        try {
            rule = new RecurrenceRuleScribe()
                    .parseText(text, ICalDataType.RECUR, new ICalParameters(), context)
                    .getValue();
        } catch (RuntimeException unreadable) {
            rule = null;
        }
        require(
                rule != null && context.getWarnings().isEmpty() && rule.getFrequency() != null,
                "/rrule",
                "unreadable",
                "\"rrule\" must be a rule of RFC 5545, e.g. FREQ=WEEKLY;COUNT=10.");
        require(
                SELDOM.contains(rule.getFrequency())
                        && rule.getByHour().isEmpty()
                        && rule.getByMinute().isEmpty()
                        && rule.getBySecond().isEmpty(),
                "/rrule",
                "too-often",
                "A series takes place once a day at most, at the hour of its first event.");
        // the library counts the days one by one, and for INTERVAL=2147483647 for seconds
        require(
                rule.getInterval() == null || rule.getInterval() > 0 && rule.getInterval() <= WIDEST,
                "/rrule",
                "no-interval",
                "\"rrule\" has no INTERVAL that can be.");
        require(
                rule.getCount() != null || rule.getUntil() != null,
                "/rrule",
                "endless",
                "\"rrule\" must say COUNT or UNTIL.");
        return rule;
    }

    private static ZoneId zone(SeriesRequest request) {
        var zone = request.event().timeZone();
        return ZoneId.of(zone == null ? Draft.NEW_YORK : zone);
    }

    private static void require(boolean condition, String pointer, String code, String otherwise) {
        if (!condition) {
            throw new InvalidField(pointer, code, otherwise);
        }
    }

    private Occurrences() {}
}
