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
     *
     * <p>Each {@code offset 0} holds the planner to one look by key at a time, whatever it knows of the tables: rows of one person
     * are few, and what they are joined to is the whole catalogue. What swipes of merged Events there are, and who goes, is looked
     * for of the page alone.
     */
    private static final String PAGE = """
            select listed.*,
                   (select my.status from events.my_attendance as my
                     where my.event_id = listed.id and my.user_id = $1) as my_attendance
              from (select card.*, mine.direction as my_swipe, mine.swipe_id, mine.swiped_at, mine.event_id as swiped
                      from current_swipes as mine
                      join lateral (
                           select coalesce(merged_into, id) as id from events.event_cards
                            where id = mine.event_id offset 0) as standing on true
                      join lateral (select * from events.event_cards where id = standing.id offset 0) as card on true
                     where mine.user_id = $1 and mine.direction = $2
                       and ($3::timestamptz is null or card.date_time >= $3)
                       and ($4::timestamptz is null or card.date_time < $4)
                       and ($5::boolean is null or $5 = ($6 >= events.over_at(
                            card.date_time, card.end_time, card.all_day, card.time_tbd, card.time_zone)))
                       and ($7::timestamptz is null or (%1$s, mine.swipe_id) %3$s ($7, $8::uuid))
                     order by %1$s %2$s, mine.swipe_id %2$s offset 0) as listed
             where not exists (
                   select from (select listed.id union all
                                select id from events.event_cards where merged_into = listed.id) as twin
                     join lateral (
                          select direction, swiped_at, swipe_id from current_swipes
                           where user_id = $1 and event_id = twin.id offset 0) as other on twin.id <> listed.swiped
                    where (array_position('{left,down,up,right}', other.direction::text), other.swiped_at, other.swipe_id)
                          > (array_position('{left,down,up,right}', listed.my_swipe::text), listed.swiped_at, listed.swipe_id))
             order by %4$s %2$s, swipe_id %2$s
             limit $9""";

    private static final String SOONEST_FIRST = sorted("card", "date_time", "asc", ">");
    private static final String LATEST_FIRST = sorted("card", "date_time", "desc", "<");
    private static final String NEWEST_SWIPE_FIRST = sorted("mine", "swiped_at", "desc", "<");

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
        var after = cursor == null ? null : cursors.decode(question, cursor);
        var parameters = Tuple.tuple()
                .addUUID(userId)
                .addString(list.direction.word())
                .addOffsetDateTime(utc(window.from()))
                .addOffsetDateTime(utc(window.to()))
                .addBoolean(window.past())
                .addOffsetDateTime(utc(clock.instant()))
                .addOffsetDateTime(after == null ? null : OffsetDateTime.parse(after.get(0)))
                .addUUID(after == null ? null : UUID.fromString(after.get(1)))
                .addInteger(limit + 1);
        return transactions
                .statementAsCaller(userId, query(list, window), parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SwipedEvent::of)
                        .toList())
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, position(list, last))));
    }

    private static String sorted(String table, String column, String way, String comparison) {
        return PAGE.formatted(table + "." + column, way, comparison, column);
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
