package app.godo.social.invites;

import app.godo.social.standing.Rows;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads invites that concern the caller. */
@ApplicationScoped
class Invites {

    /** The rows of a page are found first, and groups and people looked at after, one by one. */
    private static final String LIST = """
            select i.*, g.name as group_name, person.full_name as inviter_name
              from (select id, group_id, inviter, invitee, state, uses_left, expires_at, created_at from group_invites
                     where %s
                       and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
                     order by created_at desc, id desc
                     limit $4) as i
              left join lateral (select name from groups where id = i.group_id) as g on true
              left join lateral (select full_name from users.people where id = i.inviter offset 0) as person on true
             order by i.created_at desc, i.id desc""";

    private static final String WAITING = " and state = 'pending' and expires_at > now()";

    static final String INCOMING = LIST.formatted("invitee = $1" + WAITING);
    static final String OUTGOING = LIST.formatted("inviter = $1" + WAITING);

    private static final String ONE = LIST.formatted("id = $1");

    /** What waits of this person in this group. */
    private static final String TO_PERSON = """
            select id from group_invites where group_id = $1 and invitee = $2 and inviter = $3 and state = 'pending'""";

    private final Transactions transactions;
    private final Cursors cursors;

    Invites(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<InviteView>> incoming(UUID caller, int limit, String cursor) {
        return page(INCOMING, "incoming invites of " + caller, caller, limit, cursor);
    }

    Uni<Page<InviteView>> outgoing(UUID caller, int limit, String cursor) {
        return page(OUTGOING, "outgoing invites of " + caller, caller, limit, cursor);
    }

    Uni<Optional<InviteView>> one(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(id, null, null, 1))
                .map(Rows::first)
                .map(found -> found.map(InviteView::of));
    }

    Uni<Optional<UUID>> toPerson(SqlConnection transaction, UUID group, UUID invitee, UUID inviter) {
        return transaction
                .preparedQuery(TO_PERSON)
                .execute(Tuple.of(group, invitee, inviter))
                .map(Rows::first)
                .map(found -> found.map(row -> row.getUUID("id")));
    }

    private Uni<Page<InviteView>> page(String query, String question, UUID caller, int limit, String cursor) {
        var after = cursors.place(question, cursor);
        var parameters = Tuple.of(caller, after.at(), after.id(), limit + 1);
        return transactions
                .sqlAsCaller(
                        caller, transaction -> transaction.preparedQuery(query).execute(parameters))
                .map(rows -> Rows.all(rows, InviteView::of))
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, last.createdAt(), last.id())));
    }
}
