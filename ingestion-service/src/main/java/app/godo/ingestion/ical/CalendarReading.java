package app.godo.ingestion.ical;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** One reading of one file of calendars. */
final class CalendarReading {

    /** What takes long is to work out series: a city's largest calendars have some hundred. */
    private static final int MOST_SERIES = 2000;

    private final SourceSettings settings;
    private final FeedZones zones;
    private final Rows rows = new Rows().tellingApart();
    private final boolean cancelsAll;
    private int series;

    CalendarReading(Calendar calendar, SourceSettings settings) {
        this.settings = settings;
        this.zones = new FeedZones(calendar, settings);
        this.cancelsAll = "CANCEL".equalsIgnoreCase(calendar.about.get("METHOD"));
    }

    /** All that a feed says under one UID: a series with its overrides, or the same Event in several versions. */
    void group(List<ObjectNode> events) {
        var overrides =
                events.stream().filter(event -> event.has("RECURRENCE-ID")).toList();
        var masters =
                events.stream().filter(event -> !event.has("RECURRENCE-ID")).toList();
        var taken = new ArrayList<ObjectNode>();
        for (var master : latest(masters, "DTSTART")) {
            if (Series.isOne(master)) {
                attempt(master, () -> series(master, overrides, taken));
            } else {
                add(master, IcalEvent.stableId(master), null);
            }
        }
        // of a series that the feed does not hold, or moved into the window from outside
        latest(overrides, "RECURRENCE-ID").stream()
                .filter(override -> !taken.contains(override))
                .forEach(override -> attempt(override, () -> {
                    var original = Clock.of(override.path("RECURRENCE-ID").path(0), zones, "RECURRENCE-ID");
                    var day = key(original, IcalEvent.start(override, zones));
                    add(override, id(override, day, List.of()), IcalEvent.uid(override));
                }));
    }

    /** Of versions with the same start the last counts; other starts are other Events with a careless UID. */
    private static List<ObjectNode> latest(List<ObjectNode> events, String start) {
        Map<String, ObjectNode> byStart = new LinkedHashMap<>();
        for (var event : events) {
            byStart.merge(
                    event.path(start).path(0).path("value").asText(),
                    event,
                    (one, other) -> IcalEvent.version(other).compareTo(IcalEvent.version(one)) >= 0 ? other : one);
        }
        return List.copyOf(byStart.values());
    }

    /** Of an occurrence: its original day, and where a day has several also which, counted from the last as in {@link Rows}. */
    private static String id(ObjectNode event, LocalDateTime original, Collection<LocalDateTime> all) {
        var later = all.stream()
                .filter(each -> each.isAfter(original) && each.toLocalDate().equals(original.toLocalDate()))
                .count();
        return IcalEvent.uid(event) + "/" + original.toLocalDate() + (later == 0 ? "" : "#" + (later + 1));
    }

    private void series(ObjectNode master, List<ObjectNode> overrides, List<ObjectNode> taken) {
        if (++series > MOST_SERIES) {
            throw new NotAListing("The feed has more than %d series".formatted(MOST_SERIES));
        }
        var start = IcalEvent.start(master, zones);
        var all = new Series(master, start, zones, settings.at());
        var starts = all.starts();
        if (starts.isEmpty() && overrides.isEmpty()) {
            rows.passOver("A series with no occurrence within a year from the moment of reading");
            return;
        }
        Map<LocalDateTime, ObjectNode> replaced = new LinkedHashMap<>();
        for (var override : latest(overrides, "RECURRENCE-ID")) {
            attempt(override, () -> {
                var original = Clock.of(override.path("RECURRENCE-ID").path(0), zones, "RECURRENCE-ID");
                replaced.put(key(original, start), override);
                taken.add(override);
            });
        }
        var originals = new TreeSet<>(starts);
        originals.addAll(replaced.keySet());
        for (var each : starts) {
            var id = id(master, each, originals);
            var override = replaced.get(each);
            if (override == null) {
                var following = following(replaced, each);
                add(
                        following == null ? master : following.change(),
                        id,
                        following == null ? each : following.moved(each),
                        following == null ? all.endOf(each) : null,
                        IcalEvent.uid(master));
            } else {
                add(override, id, IcalEvent.uid(master));
            }
        }
        // an occurrence that was moved is told under its old time, as long as the series is
        replaced.forEach((original, override) -> {
            if (!starts.contains(original)) {
                add(override, id(master, original, originals), IcalEvent.uid(master));
            }
        });
    }

    /** A date alone stands for the occurrence of that day. */
    private static LocalDateTime key(Clock original, Clock start) {
        return original.date() || start.date()
                ? original.in(start.zone()).toLocalDate().atTime(start.wall().toLocalTime())
                : original.in(start.zone());
    }

    /** The last change "from this one on" before an occurrence, null when there is none. */
    private ThisAndFuture following(Map<LocalDateTime, ObjectNode> replaced, LocalDateTime start) {
        ThisAndFuture last = null;
        for (var each : replaced.entrySet()) {
            var range =
                    each.getValue().path("RECURRENCE-ID").path(0).path("range").asText("");
            if (range.equalsIgnoreCase("THISANDFUTURE")
                    && each.getKey().isBefore(start)
                    && (last == null || each.getKey().isAfter(last.from()))) {
                var first = IcalEvent.start(each.getValue(), zones).wall();
                last = new ThisAndFuture(each.getKey(), each.getValue(), Duration.between(each.getKey(), first));
            }
        }
        return last;
    }

    /** An event at its own time. */
    private void add(ObjectNode event, String id, String series) {
        add(event, id, null, null, series);
    }

    /**
     * @param occurrence the start of one of a series on its own wall, null for the event's own
     * @param until its end, null when it lasts as long as the event
     * @param series the UID that all its occurrences share, null when it is none
     */
    private void add(ObjectNode event, String id, LocalDateTime occurrence, LocalDateTime until, String series) {
        Function<JsonNode, String> idOf = row -> id;
        rows.add(event, idOf, row -> {
            var read = new IcalEvent((ObjectNode) row, zones, settings, occurrence, until);
            var draft = read.draft().series(series);
            return cancelsAll ? draft.status("cancelled") : draft;
        });
    }

    private void attempt(ObjectNode event, Runnable reading) {
        try {
            reading.run();
        } catch (NotAListing reason) {
            rows.add(Rows.unreadable(event, row -> IcalEvent.uid((ObjectNode) row), reason.getMessage()));
        } catch (FeedFailure tooMany) {
            throw tooMany;
        } catch (RuntimeException unforeseen) {
            rows.add(Rows.unreadable(
                    event,
                    row -> IcalEvent.uid((ObjectNode) row),
                    "The event cannot be read: " + unforeseen.getClass().getSimpleName()));
        }
    }

    Readout end() {
        if (!zones.unknown().isEmpty()) {
            rows.warn("Nobody knows these zones, they are taken for %s: %s"
                    .formatted(zones.ofDates(), String.join(", ", zones.unknown())));
        }
        if (zones.unset()) {
            rows.warn(
                    "Clock times are in UTC: if the site has never set its zone, the Source's zone can say which they are in");
        }
        NightHours.of(rows.all()).ifPresent(rows::warn);
        return rows.readout();
    }
}
