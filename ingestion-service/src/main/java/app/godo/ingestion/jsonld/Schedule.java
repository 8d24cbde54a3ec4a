package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an {@code eventSchedule} says: by days or weeks, on some days of the week.
 *
 * @param last the last day that can be, after a year at most
 * @param every {@code P1D}, {@code P2W}
 * @param days empty for any
 * @param ends null when unknown
 */
record Schedule(
        LocalDate first,
        LocalDate last,
        Period every,
        Set<DayOfWeek> days,
        Set<LocalDate> except,
        LocalTime starts,
        LocalTime ends) {

    private static final int LONGEST_AGO = 20;

    /** The event on each of its days from yesterday on; as it is when it has no schedule that can be read. */
    static List<JsonNode> occurrences(JsonNode event, SourceSettings settings) {
        var said = event.path("eventSchedule").isArray()
                ? event.path("eventSchedule").path(0)
                : event.path("eventSchedule");
        if (!said.isObject() || text(said, "repeatFrequency") == null) {
            return List.of(event);
        }
        try {
            var today = LocalDate.ofInstant(settings.at(), settings.home());
            return of(said, event, today).on((ObjectNode) event, today.minusDays(1));
        } catch (NotAListing | DateTimeException unreadable) {
            return List.of(event);
        }
    }

    private static Schedule of(JsonNode said, JsonNode event, LocalDate today) {
        var first = WrittenTime.of(text(text(said, "startDate") == null ? event : said, "startDate"), "startDate");
        if (first == null || first.date().isBefore(today.minusYears(LONGEST_AGO))) {
            throw new NotAListing("The schedule has no startDate that can be");
        }
        var last = WrittenTime.of(text(said, "endDate"), "endDate");
        var horizon = today.plusYears(1);
        var starts = WrittenTime.clock(text(said, "startTime"), "startTime");
        var every = Period.parse(text(said, "repeatFrequency").strip());
        if (every.toTotalMonths() != 0 || every.getDays() < 1) {
            throw new NotAListing("The schedule is not by days or weeks");
        }
        var except = new HashSet<LocalDate>();
        for (var date : SchemaEvent.texts(said.path("exceptDate"))) {
            except.add(WrittenTime.of(date, "exceptDate").date());
        }
        var days = new HashSet<DayOfWeek>();
        SchemaEvent.texts(said.path("byDay")).forEach(day -> days.add(day(day)));
        return new Schedule(
                first.date(),
                last == null || last.date().isAfter(horizon) ? horizon : last.date(),
                every,
                days,
                except,
                starts == null ? first.time() : starts,
                WrittenTime.clock(text(said, "endTime"), "endTime"));
    }

    /** {@code https://schema.org/Monday}, {@code Monday} or {@code MO}. */
    private static DayOfWeek day(String word) {
        var bare = word.replaceFirst("^.*[/#:]", "").strip().toUpperCase(Locale.ROOT);
        for (var day : DayOfWeek.values()) {
            if (bare.length() >= 2 && day.name().startsWith(bare)) {
                return day;
            }
        }
        throw new NotAListing("There is no such byDay");
    }

    private List<JsonNode> on(ObjectNode event, LocalDate from) {
        var occurrences = new ArrayList<JsonNode>();
        for (var day = first.isBefore(from) ? from : first; !day.isAfter(last); day = day.plusDays(1)) {
            if (isOn(day)) {
                var occurrence = event.deepCopy();
                occurrence.remove(List.of("eventSchedule", "endDate"));
                occurrence.put(
                        "startDate",
                        starts == null ? day.toString() : day.atTime(starts).toString());
                if (starts != null && ends != null) {
                    occurrence.put(
                            "endDate",
                            (ends.isBefore(starts) ? day.plusDays(1) : day)
                                    .atTime(ends)
                                    .toString());
                }
                occurrences.add(occurrence);
            }
        }
        return occurrences;
    }

    private boolean isOn(LocalDate day) {
        var monday = TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY);
        var since = days.isEmpty() || every.getDays() % 7 != 0 ? first : first.with(monday);
        var until = days.isEmpty() || every.getDays() % 7 != 0 ? day : day.with(monday);
        return ChronoUnit.DAYS.between(since, until) % every.getDays() == 0
                && (days.isEmpty() || days.contains(day.getDayOfWeek()))
                && !except.contains(day);
    }
}
