package app.godo.events.trending;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what a person has not swiped: first what trends in a week, hottest first, then what begins soonest. */
@ApplicationScoped
class StandInQuery {

    private static final String UNSWIPED = """
            with hot as (
                select hot.event_id, row_number() over (order by hot.heat desc, hot.event_id desc) as place
                  from trending as hot join event_cards as card on card.id = hot.event_id
                 where hot.span = '7d'
                   and card.is_active and card.moderation_status = 'approved' and card.schedule_status <> 'cancelled'
                   and card.date_time > now()
                   and not exists (select from swipes.my_swipes as mine where mine.user_id = $1 and mine.event_id = card.id)
                 order by place
                 limit $2
            ), soon as (
                select card.id as event_id
                  from event_cards as card
                 where card.is_active and card.moderation_status = 'approved' and card.schedule_status <> 'cancelled'
                   and card.date_time > now()
                   and not exists (select from swipes.my_swipes as mine where mine.user_id = $1 and mine.event_id = card.id)
                 order by card.date_time, card.id
                 limit $2
            )
            select card.*, mine.status as my_attendance
              from (select event_id, place from hot
                     union all
                    select event_id, null from soon where event_id not in (select event_id from hot)) as found
              join event_cards as card on card.id = found.event_id
              left join attendance as mine on mine.event_id = card.id and mine.user_id = $1
             order by found.place, card.date_time, card.id
             limit $2""";

    private final Transactions transactions;

    StandInQuery(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<List<EventView>> of(UUID caller, int limit) {
        return transactions
                .statementAsCaller(caller, UNSWIPED, Tuple.of(caller, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EventRows::view)
                        .toList());
    }
}
