package app.godo.social.friends;

import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads a person's friends and requests, newest first, with names: one query a page. The rows of a page are found first and
 * people looked at after, one by one: whether a person may be seen is a question that is not asked for the other pages.
 */
@ApplicationScoped
class FriendLists {

    /** Without friends whose account sleeps. */
    static final String FRIENDS = """
            select person.id as person_id, person.full_name, person.profile_image_url, pair.since
              from (select case when low = $1 then high else low end as other, accepted_at as since
                      from friendships
                     where (low = $1 or high = $1) and status = 'accepted'
                       and ($2::timestamptz is null
                            or (accepted_at, case when low = $1 then high else low end) < ($2, $3::uuid))
                     order by since desc, other desc) as pair
             cross join lateral (
                   select id, full_name, profile_image_url from users.people where id = pair.other offset 0) as person
             order by pair.since desc, pair.other desc
             limit $4""";

    /** To ask somebody opens nothing of them: a name stands there only if it would without the request. */
    static final String OUTGOING = """
            select pair.id, pair.other as person_id, person.full_name, person.profile_image_url, pair.asked_at
              from (select id, case when low = $1 then high else low end as other, created_at as asked_at
                      from friendships
                     where requested_by = $1 and status = 'pending'
                       and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
                     order by asked_at desc, id desc
                     limit $4) as pair
              left join lateral (
                   select full_name, profile_image_url from users.people
                    where id = pair.other and social.visible_to($1, id, privacy_level)) as person on true
             order by pair.asked_at desc, pair.id desc""";

    /** Without what was declined, what was asked again before the cool-down was over, and people whose account sleeps. */
    static final String INCOMING = """
            select pair.id, person.id as person_id, person.full_name, person.profile_image_url, pair.asked_at
              from (select id, requested_by, requested_at as asked_at
                      from friendships
                     where (low = $1 or high = $1) and requested_by <> $1 and status = 'pending'
                       and not exists (
                           select from declined_requests as no
                            where no.requester = requested_by and no.decliner = $1
                              and requested_at < no.declined_at + interval '30 days')
                       and ($2::timestamptz is null or (requested_at, id) < ($2, $3::uuid))
                     order by asked_at desc, id desc) as pair
             cross join lateral (
                   select id, full_name, profile_image_url from users.people
                    where id = pair.requested_by offset 0) as person
             order by pair.asked_at desc, pair.id desc
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
        var after = cursors.place(question, cursor);
        var parameters = Tuple.tuple()
                .addUUID(caller)
                .addOffsetDateTime(after.at())
                .addUUID(after.id())
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
