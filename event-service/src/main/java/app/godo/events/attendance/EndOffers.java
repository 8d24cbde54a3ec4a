package app.godo.events.attendance;

import app.godo.events.leasing.Turns;
import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Ends offers that ran out, so that no seat stays empty for somebody who does not answer, and passes on seats that became free
 * without anybody's word, as those of an erased person. Every replica may; whoever is first does.
 */
@Singleton
class EndOffers {

    private static final String DUE = """
            select event_id from attendance where offer_expires_at is not null and offer_expires_at <= now()
            union
            select e.id from events as e
             where e.waitlist_length > 0 and e.is_active and e.schedule_status <> 'cancelled'
               and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
               and (e.capacity is null or e.capacity - e.current_attendees > (
                   select count(*) from attendance as a
                    where a.event_id = e.id and a.status = 'waitlisted' and a.offer_expires_at is not null))
               and exists (
                   select from attendance as a
                    where a.event_id = e.id and a.status = 'waitlisted' and a.offer_expires_at is null
                      and (a.auto_accept or e.date_time > now() + interval '1 hour'))
             limit 1000""";

    private final Transactions transactions;
    private final Seats seats;

    EndOffers(Transactions transactions, Seats seats) {
        this.transactions = transactions;
        this.seats = seats;
    }

    @Scheduled(
            every = "{godo.events.offers.every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> end() {
        return transactions.sqlAsWorker(EndOffers::due).chain(events -> Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event ->
                        Turns.orElseLater("the seats of " + event, transactions.asWorker(() -> seats.hold(event)
                                .chain(() -> seats.fill(event)))))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private static Uni<List<UUID>> due(SqlConnection tx) {
        return tx.query(DUE).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("event_id"))
                .toList());
    }
}
