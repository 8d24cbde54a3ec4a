package app.godo.swipes.swiping;

import app.godo.wire.facts.FactCodec;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.problem.Traces;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps swipes: the swipe, what now holds for its Event and its Fact, all in one statement and one round trip, because this is the busiest write
 * of the fleet.
 */
@ApplicationScoped
class SwipeJournal {

    /**
     * Only swipes on Events the caller may see, and only those that come for the first time. Rows are written in the order of
     * their keys, so that two batches of one person wait for each other and never lock each other out. Of two swipes on one
     * Event the later {@code swiped_at} holds, and of two at the same moment the one with the greater id, which is the one
     * that came last: whoever reads the Facts settles it by the same two. What is said of an Event holds for all that were found
     * to be the same, as far as the person has swiped them: else what they said before could not be taken back. One that was
     * undone before it came takes the place that was kept for it, and neither holds nor is told. The Facts are appended after what they tell of is
     * locked ({@code told} waits for {@code holds}; without asking for it, it would run first), so that their order is the
     * order of the locks.
     */
    private static final String KEEP = """
            with sent as (
                select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::int[],
                                     $8::timestamptz[], $9::uuid[], $10::text[])
                    with ordinality as s (id, event_id, direction, client_swipe_id, deck_id, position,
                                          swiped_at, fact_id, fact, place)
            ), fit as (
                select distinct on (sent.client_swipe_id) sent.*, same.twins
                  from sent join events.event_cards as card on card.id = sent.event_id
                 cross join lateral (
                       select array_agg(known.event_id) as twins
                         from (select coalesce(card.merged_into, card.id) union all
                               select twin.id from events.event_cards as twin
                                where twin.merged_into = coalesce(card.merged_into, card.id)) as stands (id)
                         join lateral (select event_id from current_swipes where user_id = $1 and event_id = stands.id offset 0)
                           as known on known.event_id <> card.id
                       ) as same
                 order by sent.client_swipe_id, sent.place
            ), first as (
                insert into swipes as awaited (
                       id, user_id, event_id, direction, client_swipe_id, deck_id, position, swiped_at, twins)
                select id, $1, event_id, direction, client_swipe_id, deck_id, position, swiped_at, twins
                  from fit order by client_swipe_id
                on conflict (user_id, client_swipe_id) do update
                   set id = excluded.id, event_id = excluded.event_id, direction = excluded.direction,
                       deck_id = excluded.deck_id, position = excluded.position, swiped_at = excluded.swiped_at,
                       received_at = excluded.received_at, twins = excluded.twins
                 where awaited.event_id is null
                returning id, undone_at is null as counts
            ), holds as (
                insert into current_swipes as held (user_id, event_id, swipe_id, direction, swiped_at)
                select distinct on (same.event_id) $1::uuid, same.event_id, id, direction, swiped_at
                  from first join fit using (id) cross join unnest(fit.event_id || fit.twins) as same (event_id)
                 where first.counts
                 order by same.event_id, swiped_at desc, id desc
                on conflict (user_id, event_id) do update
                   set swipe_id = excluded.swipe_id, direction = excluded.direction, swiped_at = excluded.swiped_at
                 where (excluded.swiped_at, excluded.swipe_id) > (held.swiped_at, held.swipe_id)
                returning event_id
            ), told as (
                insert into outbox (fact_id, topic, key, type, body, traceparent)
                select fact_id, $11, $12, $13, convert_to(fact, 'UTF8'), $14
                  from first join fit using (id) cross join (select count(*) from holds) as locked
                 where first.counts order by place
            )
            select id from first""";

    private final Transactions transactions;
    private final FactCodec codec;

    SwipeJournal(Transactions transactions, FactCodec codec) {
        this.transactions = transactions;
        this.codec = codec;
    }

    /** Keeps what is new and visible, in one transaction, and gives the ids of those swipes. */
    Uni<Set<UUID>> keep(UUID userId, List<NewSwipe> swipes) {
        if (swipes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var parameters = parameters(userId, swipes);
        return transactions.statementAsCaller(userId, KEEP, parameters).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map((Row row) -> row.getUUID(0))
                .collect(Collectors.toSet()));
    }

    private Tuple parameters(UUID userId, List<NewSwipe> swipes) {
        var facts = swipes.stream().map(swipe -> swipe.recordedBy(userId)).toList();
        return Tuple.from(Arrays.asList(
                userId,
                column(swipes, NewSwipe::id, UUID[]::new),
                column(swipes, NewSwipe::eventId, UUID[]::new),
                column(swipes, swipe -> swipe.direction().word(), String[]::new),
                column(swipes, NewSwipe::clientSwipeId, UUID[]::new),
                column(swipes, NewSwipe::deckId, UUID[]::new),
                column(swipes, NewSwipe::position, Integer[]::new),
                column(swipes, swipe -> swipe.swipedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
                column(facts, SwipeFact.Recorded::factId, UUID[]::new),
                column(facts, fact -> new String(codec.encode(fact), StandardCharsets.UTF_8), String[]::new),
                Topics.SWIPES,
                userId.toString(),
                FactCodec.typeOf(facts.getFirst()),
                Traces.parentOfTheRequest()));
    }

    private static <T, C> Object column(List<T> items, Function<T, C> part, IntFunction<C[]> array) {
        return items.stream().map(part).toArray(array);
    }
}
