package app.godo.social.friends;

import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a person's friends and requests, newest first, with names: one query a page. */
@ApplicationScoped
class FriendLists {

    private static final String FRIENDS = """
            select person.id as person_id, person.full_name, person.profile_image_url, pair.accepted_at as since
              from friendships as pair
              join users.people as person on person.id = case when pair.low = $1 then pair.high else pair.low end
             where (pair.low = $1 or pair.high = $1) and pair.status = 'accepted'
               and ($2::timestamptz is null or (pair.accepted_at, person.id) < ($2, $3::uuid))
             order by pair.accepted_at desc, person.id desc
             limit $4""";

    private static final String OUTGOING = """
            select pair.id, person.id as person_id, person.full_name, person.profile_image_url, pair.created_at as asked_at
              from friendships as pair
              join users.people as person on person.id = case when pair.low = $1 then pair.high else pair.low end
             where pair.requested_by = $1 and pair.status = 'pending'
               and ($2::timestamptz is null or (pair.created_at, pair.id) < ($2, $3::uuid))
             order by pair.created_at desc, pair.id desc
             limit $4""";

    /** Without what was declined, and without what was asked again before the cool-down was over. */
    private static final String INCOMING = """
            select pair.id, person.id as person_id, person.full_name, person.profile_image_url, pair.requested_at as asked_at
              from friendships as pair
              join users.people as person on person.id = pair.requested_by
             where (pair.low = $1 or pair.high = $1) and pair.requested_by <> $1 and pair.status = 'pending'
               and not exists (
                   select from declined_requests as no
                    where no.requester = pair.requested_by and no.decliner = $1
                      and pair.requested_at < no.declined_at + interval '30 days')
               and ($2::timestamptz is null or (pair.requested_at, pair.id) < ($2, $3::uuid))
             order by pair.requested_at desc, pair.id desc
             limit $4""";

    private final Transactions transactions;
    private final Cursors cursors;

    FriendLists(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<FriendView>> friends(UUID caller, int limit, String cursor) {
        return page(FRIENDS, "friends", caller, limit, cursor, FriendView::of, FriendView::since, FriendView::id);
    }

    Uni<Page<PendingRequest>> outgoing(UUID caller, int limit, String cursor) {
        return requests(OUTGOING, "outgoing requests", caller, limit, cursor);
    }

    Uni<Page<PendingRequest>> incoming(UUID caller, int limit, String cursor) {
        return requests(INCOMING, "incoming requests", caller, limit, cursor);
    }

    private Uni<Page<PendingRequest>> requests(String query, String name, UUID caller, int limit, String cursor) {
        return page(
                query, name, caller, limit, cursor, PendingRequest::of, PendingRequest::createdAt, PendingRequest::id);
    }

    private <T> Uni<Page<T>> page(
            String query,
            String name,
            UUID caller,
            int limit,
            String cursor,
            Function<Row, T> view,
            Function<T, Instant> moment,
            Function<T, UUID> id) {
        var question = name + " of " + caller;
        var after = cursor == null ? List.<String>of() : cursors.decode(question, cursor);
        var parameters = Tuple.tuple()
                .addUUID(caller)
                .addOffsetDateTime(after.isEmpty() ? null : OffsetDateTime.parse(after.get(0)))
                .addUUID(after.isEmpty() ? null : UUID.fromString(after.get(1)))
                .addInteger(limit + 1);
        return transactions
                .sqlAsCaller(
                        caller, transaction -> transaction.preparedQuery(query).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(view)
                        .toList())
                .map(items -> Page.of(
                        items,
                        limit,
                        last -> cursors.encode(
                                question,
                                moment.apply(last).toString(),
                                id.apply(last).toString())));
    }
}
