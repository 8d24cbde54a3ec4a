package app.godo.reco.catalogue;

import app.godo.wire.events.EventView;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What there is to like about an Event, in the Event's own words, and when it ends: all that a swipe on it needs to teach. */
public record Traits(
        Instant dateTime,
        Instant endTime,
        boolean allDay,
        boolean timeTbd,
        String neighborhood,
        String borough,
        String category,
        List<String> tags,
        boolean priceKnown,
        boolean isFree,
        Integer priceMin) {

    /** What a query selects for {@link #of(Row)}. */
    public static final String COLUMNS =
            "date_time, end_time, all_day, time_tbd, neighborhood, borough, category, tags, price_known, is_free, price_min";

    public static Traits of(EventView event) {
        return new Traits(
                event.dateTime(),
                event.endTime(),
                event.allDay(),
                event.timeTbd(),
                event.neighborhood(),
                event.borough(),
                event.category(),
                event.tags(),
                event.priceKnown(),
                event.isFree(),
                event.priceMin());
    }

    public static Traits of(Row row) {
        return new Traits(
                instant(row, "date_time"),
                instant(row, "end_time"),
                row.getBoolean("all_day"),
                row.getBoolean("time_tbd"),
                row.getString("neighborhood"),
                row.getString("borough"),
                row.getString("category"),
                List.of(row.getArrayOfStrings("tags")),
                row.getBoolean("price_known"),
                row.getBoolean("is_free"),
                row.getInteger("price_min"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
