package app.godo.social.members;

import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads who is in a group, for those who are; nobody sees there whom they block or who blocks them. */
@ApplicationScoped
class Members {

    private static final String PERSON = """
            left join lateral (
                 select full_name, profile_image_url from users.people where id = m.user_id offset 0) as person on true""";

    private static final String ONE = """
            select m.user_id, person.full_name, person.profile_image_url, m.role, m.joined_at
              from group_members as m %s
             where m.group_id = $1 and m.user_id = $2""".formatted(PERSON);

    /** Who came first stands first. */
    static final String ALL = """
            select m.user_id, person.full_name, person.profile_image_url, m.role, m.joined_at
              from (select user_id, role, joined_at from group_members
                     where group_id = $1 and ($2::timestamptz is null or (joined_at, user_id) > ($2, $3::uuid))
                     order by joined_at, user_id
                     limit $4) as m %s
             order by m.joined_at, m.user_id""".formatted(PERSON);

    private final Transactions transactions;
    private final Standings standings;
    private final Cursors cursors;

    Members(Transactions transactions, Standings standings, Cursors cursors) {
        this.transactions = transactions;
        this.standings = standings;
        this.cursors = cursors;
    }

    Uni<Optional<MemberView>> one(SqlConnection transaction, UUID group, UUID person) {
        return transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(group, person))
                .map(Rows::first)
                .map(found -> found.map(MemberView::of));
    }

    Uni<Page<MemberView>> all(UUID caller, UUID group, int limit, String cursor) {
        var question = "members of %s for %s".formatted(group, caller);
        var after = cursors.place(question, cursor);
        var parameters = Tuple.of(group, after.at(), after.id(), limit + 1);
        return transactions
                .sqlAsCaller(caller, transaction -> standings
                        .ofMember(transaction, caller, group)
                        .chain(() -> transaction.preparedQuery(ALL).execute(parameters)))
                .map(rows -> Rows.all(rows, MemberView::of))
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, last.joinedAt(), last.userId())));
    }
}
