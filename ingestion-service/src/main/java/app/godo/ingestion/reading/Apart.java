package app.godo.ingestion.reading;

import app.godo.ingestion.sources.Row;
import app.godo.wire.facts.ListingFact.Listing;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Ids of rows that share one, though they begin at several times. The day tells them apart, and within a day their order, never the
 * clock time: what is moved to another hour stays the same. It is counted from the last, for what has begun drops out of its feed.
 */
final class Apart {

    private final Map<String, TreeSet<LocalDateTime>> starts = new HashMap<>();

    static List<Row> of(List<Row> rows) {
        var apart = new Apart();
        rows.forEach(row -> {
            if (row instanceof Row.Read read) {
                apart.starts
                        .computeIfAbsent(read.externalId(), none -> new TreeSet<>())
                        .add(start(read.listing()));
            }
        });
        return rows.stream()
                .map(row -> row instanceof Row.Read read ? apart.told(read) : row)
                .toList();
    }

    /** With its day where there are several, and the other way round what it went by when that was otherwise. */
    private Row.Read told(Row.Read row) {
        var all = starts.get(row.externalId());
        var severalDays = !all.first().toLocalDate().equals(all.last().toLocalDate());
        return new Row.Read(id(row, all, severalDays), id(row, all, !severalDays), row.raw(), row.listing());
    }

    private static String id(Row.Read row, TreeSet<LocalDateTime> all, boolean withDay) {
        var start = start(row.listing());
        var fromTheLast = all.subSet(start, start.toLocalDate().plusDays(1).atStartOfDay())
                .size();
        return ExternalId.of(row.externalId()
                + (withDay ? "#" + start.toLocalDate() : "")
                + (fromTheLast > 1 ? "#" + fromTheLast : ""));
    }

    private static LocalDateTime start(Listing listing) {
        return LocalDateTime.ofInstant(listing.startsAt(), ZoneId.of(listing.timeZone()));
    }
}
