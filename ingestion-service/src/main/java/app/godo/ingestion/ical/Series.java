package app.godo.ingestion.ical;

import app.godo.ingestion.reading.Lasting;
import app.godo.ingestion.reading.NotAListing;
import biweekly.util.ICalDate;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The occurrences of a VEVENT that repeats, as clock times on the wall of its zone. The rule is worked out on that wall, and each
 * occurrence finds its own offset: a weekly class at six stays at six when the clocks change.
 */
final class Series {

    private static final Period BEFORE = Period.ofDays(1);
    private static final Period AHEAD = Period.ofYears(1);

    /** Twice a day for a year, and no public Event repeats oftener. */
    private static final int MOST = 800;

    /** Steps from the first occurrence on: a daily one of fifty years. */
    private static final int MOST_STEPS = 20_000;

    private static final Pattern UNTIL = Pattern.compile("(?i)(?:^|;)\\s*UNTIL=([^;]*)");
    private static final TimeZone ON_THE_WALL = TimeZone.getTimeZone("UTC");

    private final ObjectNode event;
    private final Clock start;
    private final FeedZones zones;
    private final LocalDateTime from;
    private final LocalDateTime to;

    Series(ObjectNode event, Clock start, FeedZones zones, Instant at) {
        this.event = event;
        this.start = start;
        this.zones = zones;
        var today = at.atZone(start.zone()).toLocalDateTime();
        this.from = today.minus(BEFORE);
        this.to = today.plus(AHEAD);
    }

    static boolean isOne(ObjectNode event) {
        return event.has("RRULE") || event.has("RDATE");
    }

    /** What the periods of {@code RDATE} say of their ends, by start. */
    private final Map<LocalDateTime, LocalDateTime> ends = new HashMap<>();

    /** The end of an occurrence that has one of its own, null for all others. */
    LocalDateTime endOf(LocalDateTime start) {
        return ends.get(start);
    }

    /** The starts within a day before and a year after the moment of reading, in their order. */
    Set<LocalDateTime> starts() {
        var starts = new TreeSet<LocalDateTime>();
        if (!event.has("RRULE")) {
            starts.add(start.wall());
        }
        for (var rule : event.path("RRULE")) {
            expand(rule.path("value").asText(), starts);
        }
        // RFC 5545 knows it no more, and old calendars still hold it
        var excepted = new TreeSet<LocalDateTime>();
        for (var rule : event.path("EXRULE")) {
            expand(rule.path("value").asText(), excepted);
        }
        for (var dates : event.path("RDATE")) {
            for (var date : dates.path("value").asText().split(",")) {
                add(date.split("/", 2), dates.path("tzid").asText(null), starts);
            }
        }
        var without = exceptions();
        starts.removeIf(each -> each.isBefore(from)
                || each.isAfter(to)
                || excepted.contains(each)
                || without.contains(each)
                || without.contains(each.toLocalDate()));
        return starts;
    }

    /** A date, a clock time, or a period of its start and its end or how long it lasts. */
    private void add(String[] period, String tzid, Set<LocalDateTime> starts) {
        var from = clock(period[0], tzid, "RDATE");
        var added = from.date() ? from.wall().toLocalDate().atTime(start.wall().toLocalTime()) : from.in(zone());
        starts.add(added);
        if (period.length == 2) {
            var lasts = Lasting.of(period[1]);
            ends.put(added, lasts == null ? clock(period[1], tzid, "RDATE").in(zone()) : added.plus(lasts));
        }
    }

    private ZoneId zone() {
        return start.zone();
    }

    private Clock clock(String text, String tzid, String what) {
        return Clock.of(text, tzid, zones, what);
    }

    /** Dates except all of their day, clock times one occurrence. */
    private Set<Object> exceptions() {
        Set<Object> exceptions = new HashSet<>();
        for (var dates : event.path("EXDATE")) {
            for (var date : dates.path("value").asText().split(",")) {
                if (!date.isBlank()) {
                    var except = clock(date, dates.path("tzid").asText(null), "EXDATE");
                    exceptions.add(except.date() ? except.wall().toLocalDate() : except.in(zone()));
                    if (start.date()) {
                        exceptions.add(except.in(zone()).toLocalDate());
                    }
                }
            }
        }
        return exceptions;
    }

    private void expand(String text, Set<LocalDateTime> starts) {
        var rule = Rule.of(UNTIL.matcher(text).replaceAll(""));
        if (start.wall().getYear() < 1900 || start.wall().getYear() > 2200) {
            throw new NotAListing("The date %s cannot be".formatted(start.wall().toLocalDate()));
        }
        var until = until(text);
        if (rule.getCount() == null && until != null && until.isBefore(from)) {
            return;
        }
        var dates = rule.getDateIterator(
                new ICalDate(Date.from(start.wall().toInstant(ZoneOffset.UTC)), true), ON_THE_WALL);
        if (rule.getCount() == null && from.isAfter(start.wall())) {
            dates.advanceTo(Date.from(from.toInstant(ZoneOffset.UTC)));
        }
        for (var steps = 0; dates.hasNext() && steps < MOST_STEPS && starts.size() < MOST; steps++) {
            var next = LocalDateTime.ofInstant(dates.next().toInstant(), ZoneOffset.UTC);
            if (next.isAfter(to) || until != null && next.isAfter(until)) {
                return;
            }
            if (!next.isBefore(from)) {
                starts.add(next);
            }
        }
    }

    /**
     * The last moment on the wall. UTC beside clock times without a zone, which the standard does not allow, means the same wall;
     * a date is all of it.
     */
    private LocalDateTime until(String rule) {
        var found = UNTIL.matcher(rule);
        if (!found.find() || found.group(1).isBlank()) {
            return null;
        }
        var until = clock(found.group(1), null, "UNTIL");
        if (until.date()) {
            return until.wall().toLocalDate().plusDays(1).atStartOfDay().minusSeconds(1);
        }
        var floating = !event.path("DTSTART").path(0).has("tzid") && !start.isMoment();
        return floating || start.date() ? until.wall() : until.in(zone());
    }
}
