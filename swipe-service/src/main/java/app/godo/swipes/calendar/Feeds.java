package app.godo.swipes.calendar;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The addresses of calendars, and what is found there. */
@ApplicationScoped
class Feeds {

    private static final int MOST_EVENTS = 1_000;

    private static final String OPEN = """
            insert into ical_tokens (id, user_id, token_hash) values ($1, $2, $3)
            on conflict (user_id) do update
               set id = excluded.id, token_hash = excluded.token_hash, created_at = now(), last_read_at = null""";

    private static final String CLOSE = "delete from ical_tokens where user_id = $1";

    private static final String READER = "select swipes.reader_of_feed($1)";

    /**
     * What was swiped right and what the person said they may come to, as they may see it now, cancelled ones too; of what was
     * merged the Event that stands for it, and nothing that they said they do not come to. What is long over is left to the program that has it.
     */
    private static final String EVENTS = """
            with mine as (
                select event_id from current_swipes where user_id = $1 and direction = 'right'
                union
                select event_id from events.my_attendance
                 where user_id = $1 and status in ('interested', 'maybe', 'going', 'waitlisted', 'attended'))
            select card.*, my.status as my_attendance
              from (select distinct coalesce(swiped.merged_into, swiped.id) as id
                      from mine join events.event_cards as swiped on swiped.id = mine.event_id) as planned
              join events.event_cards as card on card.id = planned.id
              left join events.my_attendance as my on my.event_id = card.id and my.user_id = $1
             where card.date_time > now() - interval '90 days' and my.status is distinct from 'not_going'
             order by card.date_time, card.id
             limit $2""";

    private final Transactions transactions;

    Feeds(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A new address, in the place of the one there was. */
    Uni<FeedToken> open(UUID person) {
        var token = FeedToken.fresh();
        return transactions
                .statementAsCaller(person, OPEN, Tuple.of(Ids.next(), person, Buffer.buffer(token.hash())))
                .replaceWith(token);
    }

    Uni<Void> close(UUID person) {
        return transactions.statementAsCaller(person, CLOSE, Tuple.of(person)).replaceWithVoid();
    }

    /** The Events of the calendar at this address; an address that was never given, or is no more, is not told apart. */
    Uni<List<EventView>> read(FeedToken token) {
        return transactions
                .sqlAsWorker(sql -> sql.preparedQuery(READER).execute(Tuple.of(Buffer.buffer(token.hash()))))
                .map(rows -> rows.iterator().next().getUUID(0))
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("calendar"))
                .chain(this::eventsOf);
    }

    private Uni<List<EventView>> eventsOf(UUID person) {
        return transactions
                .statementAsCaller(person, EVENTS, Tuple.of(person, MOST_EVENTS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EventRows::view)
                        .toList());
    }
}
