package app.godo.events.moderating;

import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads Listings, and what is to be decided of them. */
@ApplicationScoped
class ListingsQuery {

    private static final String LISTING = """
            %1$s.key as %1$s_key, %1$s.source as %1$s_source, %1$s.event_id as %1$s_event_id, %1$s.url as %1$s_url,
            %1$s.listing ->> 'title' as %1$s_title, %1$s.listing ->> 'starts_at' as %1$s_starts_at,
            %1$s.listing ->> 'location_name' as %1$s_location_name""";

    private static final String TO_DECIDE = """
            select open.one as pair_one, open.other as pair_other, open.score, open.because, open.found_at, %s, %s
              from match_reviews as open
              join source_listings as one on one.key = open.one
              join source_listings as other on other.key = open.other
             where $1::int is null or open.score <= $1 and (open.score < $1 or (open.one, open.other) > ($2, $3))
             order by open.score desc, open.one, open.other
             limit $4""".formatted(LISTING.formatted("one"), LISTING.formatted("other"));

    private static final String OF_EVENT = """
            select %s from source_listings as one
             where one.event_id = events.surviving($1) order by one.key""".formatted(LISTING.formatted("one"));

    private static final String EVENT_OF =
            "select key, event_id from source_listings where key = any (cast(?1 as text[]))";

    private static final String TOGETHER_WITH = """
            select key from source_listings
             where event_id = (select event_id from source_listings where key = ?1 limit 1) and key <> ?1""";

    private static final String QUESTION = "matches to decide";

    private final Transactions transactions;
    private final Cursors cursors;

    ListingsQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** The surest first. */
    Uni<Page<MatchView>> toDecide(String cursor, int limit) {
        var after = cursor == null ? null : cursors.decode(QUESTION, cursor);
        var parameters = Tuple.of(
                after == null ? null : Integer.valueOf(after.get(0)),
                after == null ? null : after.get(1),
                after == null ? null : after.get(2),
                limit + 1);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(TO_DECIDE).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new MatchView(
                                listing(row, "one"),
                                listing(row, "other"),
                                row.getInteger("score"),
                                row.getString("because"),
                                row.getOffsetDateTime("found_at").toInstant()))
                        .toList())
                .map(matches -> Page.of(
                        matches,
                        limit,
                        last -> cursors.encode(
                                QUESTION,
                                Integer.toString(last.score()),
                                last.one().key(),
                                last.other().key())));
    }

    /** All that tell of an Event. */
    Uni<List<ListingView>> of(UUID event) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(OF_EVENT).execute(Tuple.of(event)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> listing(row, "one"))
                        .toList());
    }

    /**
     * The Events of Listings, in the current transaction.
     *
     * @throws NotFound when one of them was never taken
     */
    Uni<Map<String, UUID>> eventsOf(Collection<String> keys) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(EVENT_OF, Object[].class)
                        .setParameter(1, keys.toArray(String[]::new))
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (UUID) row[1])))
                .invoke(found -> {
                    if (!found.keySet().containsAll(keys)) {
                        throw new NotFound("listing");
                    }
                });
    }

    /** The others that tell of the same Event, in the current transaction. */
    Uni<List<String>> togetherWith(String key) {
        return Panache.getSession().chain(session -> session.createNativeQuery(TOGETHER_WITH, String.class)
                .setParameter(1, key)
                .getResultList());
    }

    private static ListingView listing(Row row, String which) {
        return new ListingView(
                row.getString(which + "_key"),
                row.getString(which + "_source"),
                row.getUUID(which + "_event_id"),
                row.getString(which + "_title"),
                Instant.parse(row.getString(which + "_starts_at")),
                row.getString(which + "_location_name"),
                row.getString(which + "_url"));
    }
}
