package app.godo.swipes.lists;

import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the lists: one query a page, however long the list. */
@ApplicationScoped
class SwipeLists {

    /**
     * An Event that was merged is the one that stands for it, listed once: of several swipes the strongest counts, and of two alike
     * the later. %1$s is the column the list is sorted by, %2$s the way of the sort and %3$s its comparison.
     */
    private static final String PAGE = """
            select card.*, mine.direction as my_swipe, my.status as my_attendance, mine.swipe_id, mine.swiped_at
              from current_swipes as mine join events.event_cards as swiped on swiped.id = mine.event_id
              join events.event_cards as card on card.id = coalesce(swiped.merged_into, swiped.id)
              left join events.my_attendance as my on my.event_id = card.id and my.user_id = mine.user_id
             where mine.user_id = $1 and mine.direction = $2
               and not exists (
                   select from current_swipes as other
                    where other.user_id = $1 and other.event_id <> mine.event_id
                      and other.event_id in (
                          select card.id union all
                          select twin.id from events.event_cards as twin where twin.merged_into = card.id)
                      and (array_position('{left,down,up,right}', other.direction::text), other.swiped_at, other.swipe_id)
                          > (array_position('{left,down,up,right}', mine.direction::text), mine.swiped_at, mine.swipe_id))
               and ($3::timestamptz is null or card.date_time >= $3)
               and ($4::timestamptz is null or card.date_time < $4)
               and ($5::boolean is null or $5 = ($6 >= events.over_at(
                    card.date_time, card.end_time, card.all_day, card.time_tbd, card.time_zone)))
               and ($7::timestamptz is null or (%1$s, mine.swipe_id) %3$s ($7, $8::uuid))
             order by %1$s %2$s, mine.swipe_id %2$s
             limit $9""";

    private static final String SOONEST_FIRST = PAGE.formatted("card.date_time", "asc", ">");
    private static final String LATEST_FIRST = PAGE.formatted("card.date_time", "desc", "<");
    private static final String NEWEST_SWIPE_FIRST = PAGE.formatted("mine.swiped_at", "desc", "<");

    private final Transactions transactions;
    private final Cursors cursors;
    private final Clock clock;

    SwipeLists(Transactions transactions, Cursors cursors, Clock clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of a person's list; the past of a calendar is read backwards. */
    Uni<Page<SwipedEvent>> page(UUID userId, SwipeList list, Window window, int limit, String cursor) {
        var question = "%s of %s: %s".formatted(list, userId, window);
        var after = cursors.place(question, cursor);
        var parameters = Tuple.tuple()
                .addUUID(userId)
                .addString(list.direction.word())
                .addOffsetDateTime(utc(window.from()))
                .addOffsetDateTime(utc(window.to()))
                .addBoolean(window.past())
                .addOffsetDateTime(utc(clock.instant()))
                .addOffsetDateTime(after.at())
                .addUUID(after.id())
                .addInteger(limit + 1);
        return transactions
                .statementAsCaller(userId, query(list, window), parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SwipedEvent::of)
                        .toList())
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, position(list, last))));
    }

    private static String query(SwipeList list, Window window) {
        return switch (list) {
            case CALENDAR -> Boolean.TRUE.equals(window.past()) ? LATEST_FIRST : SOONEST_FIRST;
            case SAVED, LIKED -> NEWEST_SWIPE_FIRST;
        };
    }

    private static String[] position(SwipeList list, SwipedEvent last) {
        var sortedBy =
                switch (list) {
                    case CALENDAR -> last.event().dateTime();
                    case SAVED, LIKED -> last.swipedAt();
                };
        return new String[] {sortedBy.toString(), last.swipeId().toString()};
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
