package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What is written when a swipe is taken back. Every statement is one of its person, in the transaction it is given. */
@ApplicationScoped
class UndoJournal {

    /** Holds the swipe's row. It may not have come yet: then there is no Event. */
    private static final String FIND = """
            select id, event_id, direction, swiped_at, undone_at,
                   received_at > now() - interval '10 minutes' or id in (
                       select lately.id from swipes as lately
                        where lately.user_id = $1 and lately.event_id is not null
                        order by lately.received_at desc, lately.id desc limit 20) as in_time,
                   (select held.direction from current_swipes as held
                     where held.user_id = $1 and held.event_id = swipes.event_id) as my_swipe
              from swipes
             where user_id = $1 and (id = $2 or client_swipe_id = $2)
             order by id = $2 desc
             limit 1
               for update""";

    /** After this nobody records a swipe on these Events that the next statement would not see. */
    private static final String HOLD = """
            select from current_swipes where user_id = $1 and (event_id = $2 or swipe_id = $3) order by event_id for update""";

    /**
     * Of each Event that it held for, what holds as if it had never been: the latest of the others on it, or on what was found to be
     * the same, as far as the person has swiped the Event itself.
     */
    private static final String UNDO = """
            with undone as (
                update swipes set undone_at = $3 where user_id = $1 and id = $2 returning event_id
            ), touched as (
                select event_id from undone union select event_id from current_swipes where user_id = $1 and swipe_id = $2
            ), others as (
                select * from swipes where user_id = $1 and id <> $2 and undone_at is null
            ), restored as (
                select touched.event_id, held.*
                  from touched left join lateral (
                      select id as swipe_id, direction, swiped_at from others
                       where (others.event_id = touched.event_id or touched.event_id = any (others.twins))
                         and exists (select from others as own where own.event_id = touched.event_id)
                       order by swiped_at desc, id desc limit 1) as held on true
            ), again as (
                update current_swipes as held
                   set swipe_id = restored.swipe_id, direction = restored.direction, swiped_at = restored.swiped_at
                  from restored
                 where held.user_id = $1 and held.event_id = restored.event_id and restored.swipe_id is not null
            ), gone as (
                delete from current_swipes as held using restored
                 where held.user_id = $1 and held.event_id = restored.event_id and restored.swipe_id is null
            )
            select * from restored""";

    /** Keeps the place of a swipe that has not come, among at most 100; those that can come no more make room. */
    private static final String AWAIT = """
            with late as (
                delete from swipes where user_id = $1 and event_id is null and undone_at < $4::timestamptz - interval '30 days'
            )
            insert into swipes (id, user_id, client_swipe_id, swiped_at, undone_at)
            select $2::uuid, $1, $3::uuid, $4::timestamptz, $4
             where 100 > (select count(*) from swipes
                           where user_id = $1 and event_id is null and undone_at >= $4::timestamptz - interval '30 days')
            on conflict (user_id, client_swipe_id) do nothing""";

    /**
     * A swipe as it is before it is taken back.
     *
     * @param eventId null for one that has not come yet
     * @param undoneAt null for one that was not taken back yet
     * @param inTime whether it still can be
     * @param mySwipe which way the Event is swiped, null for not at all
     */
    record Found(
            UUID id,
            UUID eventId,
            Direction direction,
            Instant swipedAt,
            Instant undoneAt,
            boolean inTime,
            Direction mySwipe) {}

    /** What holds for an Event now; nothing when {@code held} is null. */
    record Restored(UUID eventId, SwipeFact.Held held) {}

    Uni<Optional<Found>> find(SqlConnection transaction, UUID userId, UUID id) {
        return transaction.preparedQuery(FIND).execute(Tuple.of(userId, id)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(UndoJournal::found)
                .findFirst());
    }

    Uni<List<Restored>> undo(SqlConnection transaction, UUID userId, Found swipe, Instant now) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(userId, swipe.eventId(), swipe.id()))
                .chain(() -> transaction
                        .preparedQuery(UNDO)
                        .execute(Tuple.of(userId, swipe.id(), now.atOffset(ZoneOffset.UTC))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(UndoJournal::restored)
                        .toList());
    }

    /** Whether there was room, and no swipe had come in between. */
    Uni<Boolean> await(SqlConnection transaction, UUID userId, UUID clientSwipeId, Instant now) {
        return transaction
                .preparedQuery(AWAIT)
                .execute(Tuple.of(userId, Ids.next(), clientSwipeId, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Found found(Row row) {
        return new Found(
                row.getUUID("id"),
                row.getUUID("event_id"),
                direction(row, "direction"),
                row.getOffsetDateTime("swiped_at").toInstant(),
                row.getOffsetDateTime("undone_at") == null
                        ? null
                        : row.getOffsetDateTime("undone_at").toInstant(),
                row.getBoolean("in_time"),
                direction(row, "my_swipe"));
    }

    private static Restored restored(Row row) {
        var swipeId = row.getUUID("swipe_id");
        var held = swipeId == null
                ? null
                : new SwipeFact.Held(
                        swipeId,
                        direction(row, "direction"),
                        row.getOffsetDateTime("swiped_at").toInstant());
        return new Restored(row.getUUID("event_id"), held);
    }

    private static Direction direction(Row row, String column) {
        var word = row.getString(column);
        return word == null ? null : Direction.of(word);
    }
}
