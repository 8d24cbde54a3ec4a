package app.godo.reco.training;

import app.godo.reco.catalogue.EventCards;
import app.godo.reco.catalogue.Traits;
import app.godo.wire.facts.Direction;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the swipes on record and what their Events have, portion by portion: nobody waits behind it. */
@ApplicationScoped
class ReadSwipes {

    private static final String PORTION =
            "select user_id, event_id, direction, swiped_at from reco.swipes_on_record($1, $2, $3)";

    private static final String FRIENDS = "select low, high from reco.friendships_on_record($1, $2)";

    private static final int EVENTS_AT_ONCE = 5000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Transactions transactions;
    private final EventCards cards;

    ReadSwipes(Transactions transactions, EventCards cards) {
        this.transactions = transactions;
        this.cards = cards;
    }

    /** What was read, and the Events' traits where they are public. */
    record Read(SwipeRecord swipes, Map<UUID, Traits> traits) {}

    Uni<Read> since(Instant moment) {
        var swipes = new SwipeRecord();
        return after(FIRST, FIRST, moment, swipes)
                .chain(() -> friendsAfter(FIRST, FIRST, swipes))
                .chain(() -> traits(swipes.events()))
                .map(traits -> new Read(swipes, traits));
    }

    private Uni<Void> after(UUID person, UUID event, Instant since, SwipeRecord into) {
        var from = Tuple.of(person, event, since.atOffset(ZoneOffset.UTC));
        return transactions
                .sqlAsWorker(sql -> sql.preparedQuery(PORTION).execute(from))
                .chain(rows -> {
                    var last = add(rows, into);
                    return rows.size() == 0
                            ? Uni.createFrom().voidItem()
                            : after(last.getUUID("user_id"), last.getUUID("event_id"), since, into);
                });
    }

    private Uni<Void> friendsAfter(UUID one, UUID other, SwipeRecord into) {
        return transactions
                .sqlAsWorker(sql -> sql.preparedQuery(FRIENDS).execute(Tuple.of(one, other)))
                .chain(rows -> {
                    Row last = null;
                    for (var row : rows) {
                        into.friends(row.getUUID("low"), row.getUUID("high"));
                        last = row;
                    }
                    return last == null
                            ? Uni.createFrom().voidItem()
                            : friendsAfter(last.getUUID("low"), last.getUUID("high"), into);
                });
    }

    private static Row add(RowSet<Row> rows, SwipeRecord into) {
        Row last = null;
        for (var row : rows) {
            into.add(
                    row.getUUID("user_id"),
                    row.getUUID("event_id"),
                    Direction.of(row.getString("direction")),
                    row.getOffsetDateTime("swiped_at").toInstant());
            last = row;
        }
        return last;
    }

    private Uni<Map<UUID, Traits>> traits(UUID[] events) {
        return Multi.createFrom()
                .iterable(Arrays.asList(events))
                .group()
                .intoLists()
                .of(EVENTS_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(cards::traitsOf)
                .collect()
                .in(HashMap::new, Map::putAll);
    }
}
