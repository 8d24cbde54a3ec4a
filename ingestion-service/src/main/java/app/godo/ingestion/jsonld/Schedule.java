package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an {@code eventSchedule} says.
 *
 * @param last the last day that can be, after a year at most
 * @param count how often it takes place at most
 * @param ends null when unknown
 */
record Schedule(
        LocalDate first,
        LocalDate last,
        int count,
        ScheduleDays days,
        Set<LocalDate> except,
        LocalTime starts,
        LocalTime ends) {

    private static final int LONGEST_AGO = 20;

    /** The event on each of its days from yesterday on; as it is when it has no schedule that can be read. */
    static List<JsonNode> occurrences(JsonNode event, SourceSettings settings) {
        var occurrences = new ArrayList<JsonNode>();
        var today = LocalDate.ofInstant(settings.at(), settings.home());
        var read = false;
        for (var said : Nodes.several(event.path("eventSchedule"))) {
            if (text(said, "repeatFrequency") != null) {
                try {
                    of(said, event, today).on((ObjectNode) event, today.minusDays(1), occurrences);
                    read = true;
                } catch (NotAListing | DateTimeException unreadable) {
                    // the others may be read, and what the event says of itself stands where none is
                }
            }
        }
        return read ? occurrences : List.of(event);
    }

    private static Schedule of(JsonNode said, JsonNode event, LocalDate today) {
        var first = WrittenTime.of(text(text(said, "startDate") == null ? event : said, "startDate"), "startDate");
        if (first == null || first.date().isBefore(today.minusYears(LONGEST_AGO))) {
            throw new NotAListing("The schedule has no startDate that can be");
        }
        var last = WrittenTime.of(text(said, "endDate"), "endDate");
        var horizon = today.plusYears(1);
        var starts = WrittenTime.clock(text(said, "startTime"), "startTime");
        var except = new HashSet<LocalDate>();
        for (var date : Nodes.texts(said.path("exceptDate"))) {
            except.add(WrittenTime.of(date, "exceptDate").date());
        }
        var count = said.path("repeatCount").asInt(Integer.MAX_VALUE);
        return new Schedule(
                first.date(),
                last == null || last.date().isAfter(horizon) ? horizon : last.date(),
                count < 1 ? Integer.MAX_VALUE : count,
                ScheduleDays.of(said, first.date(), every(text(said, "repeatFrequency"))),
                except,
                starts == null ? first.time() : starts,
                WrittenTime.clock(text(said, "endTime"), "endTime"));
    }

    /** {@code P1W}, and in words what many write instead. */
    private static Period every(String frequency) {
        return switch (frequency.strip().replaceFirst("^.*[/#:]", "").toLowerCase(Locale.ROOT)) {
            case "daily" -> Period.ofDays(1);
            case "weekly" -> Period.ofWeeks(1);
            case "biweekly" -> Period.ofWeeks(2);
            case "monthly" -> Period.ofMonths(1);
            case "yearly", "annually" -> Period.ofYears(1);
            default -> Period.parse(frequency.strip());
        };
    }

    private void on(ObjectNode event, LocalDate from, List<JsonNode> occurrences) {
        var met = 0;
        for (var day = first; !day.isAfter(last) && met < count; day = day.plusDays(1)) {
            if (!days.include(day)) {
                continue;
            }
            met++;
            if (day.isBefore(from) || except.contains(day)) {
                continue;
            }
            var occurrence = event.deepCopy();
            occurrence.remove(List.of("eventSchedule", "endDate"));
            occurrence.put(
                    "startDate",
                    starts == null ? day.toString() : day.atTime(starts).toString());
            if (starts != null && ends != null) {
                var next = ends.isBefore(starts) ? day.plusDays(1) : day;
                occurrence.put("endDate", next.atTime(ends).toString());
            }
            occurrences.add(occurrence);
        }
    }
}
