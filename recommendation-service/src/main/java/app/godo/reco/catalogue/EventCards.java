package app.godo.reco.catalogue;

import app.godo.wire.events.EventRows;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Events as the database publishes them. */
@ApplicationScoped
public class EventCards {

    private static final String UPCOMING = """
            select c.* from events.event_cards c
             where c.is_active and c.moderation_status = 'approved' and c.schedule_status <> 'cancelled'
               and c.date_time > now() - interval '90 days' -- for the index: no exhibition is on for longer
               and (c.date_time > now()
                    or (c.all_day or c.time_tbd)
                       and events.over_at(c.date_time, c.end_time, c.all_day, c.time_tbd, c.time_zone) > now())""";

    private static final String TRAITS =
            "select id, %s from events.event_cards where id = any($1)".formatted(Traits.COLUMNS);

    private final Transactions transactions;

    EventCards(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param at a moment before they are read */
    Uni<List<Catalogue.Telling>> upcoming(Instant at) {
        return transactions
                .sqlAsWorker(connection -> connection.query(UPCOMING).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Catalogue.Telling(EventRows.view(row), at, row.getLong("attendance_version")))
                        .toList());
    }

    /** Those of these Events that are public, over or not. */
    public Uni<Map<UUID, Traits>> traitsOf(Collection<UUID> ids) {
        return transactions.sqlAsWorker(connection -> connection
                .preparedQuery(TRAITS)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(row -> row.getUUID("id"), Traits::of))));
    }
}
