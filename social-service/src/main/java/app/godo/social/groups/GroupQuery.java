package app.godo.social.groups;

import app.godo.social.standing.Rows;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads groups that the caller may see. */
@ApplicationScoped
class GroupQuery {

    private static final String SHOWN = """
            g.id, g.name, g.description, g.privacy_level, g.max_members, g.member_count, g.is_active,
            g.version, g.created_at, g.updated_at""";

    private static final String ONE = """
            select %s, mine.role as my_role
              from groups as g
              left join group_members as mine on mine.group_id = g.id and mine.user_id = $1
             where g.id = $2""".formatted(SHOWN);

    /** The group one came into last comes first. */
    static final String MINE = """
            select %s, mine.role as my_role, mine.joined_at as place
              from (select group_id, role, joined_at from group_members
                     where user_id = $1 and ($2::timestamptz is null or (joined_at, group_id) < ($2, $3::uuid))
                     order by joined_at desc, group_id desc
                     limit $4) as mine
              join groups as g on g.id = mine.group_id
             order by mine.joined_at desc, g.id desc""".formatted(SHOWN);

    static final String FOUND = """
            select %s, mine.role as my_role, found.created_at as place
              from social.find_groups($5, $2, $3, $4) as found
              join groups as g on g.id = found.id
              left join group_members as mine on mine.group_id = g.id and mine.user_id = $1
             order by found.created_at desc, found.id desc""".formatted(SHOWN);

    private record Placed(GroupView group, String place) {
        static Placed of(Row row) {
            return new Placed(GroupView.of(row), row.getOffsetDateTime("place").toString());
        }
    }

    private final Transactions transactions;
    private final Cursors cursors;

    GroupQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<GroupView> one(UUID caller, UUID group) {
        return transactions.sqlAsCaller(caller, transaction -> one(transaction, caller, group));
    }

    /** @throws NotFound for a group that the caller does not see */
    Uni<GroupView> one(SqlConnection transaction, UUID caller, UUID group) {
        return transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(caller, group))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("group")))
                .map(GroupView::of);
    }

    Uni<Page<GroupView>> mine(UUID caller, int limit, String cursor) {
        var question = "groups of " + caller;
        return page(MINE, question, caller, after(caller, question, limit, cursor), limit);
    }

    /** Groups with this in their name, the newest first. */
    Uni<Page<GroupView>> found(UUID caller, String words, int limit, String cursor) {
        var question = "groups for %s called %s".formatted(caller, words);
        return page(
                FOUND, question, caller, after(caller, question, limit, cursor).addString(words), limit);
    }

    private Tuple after(UUID caller, String question, int limit, String cursor) {
        var after = cursors.place(question, cursor);
        return Tuple.tuple()
                .addUUID(caller)
                .addOffsetDateTime(after.at())
                .addUUID(after.id())
                .addInteger(limit + 1);
    }

    private Uni<Page<GroupView>> page(String query, String question, UUID caller, Tuple parameters, int limit) {
        return transactions
                .sqlAsCaller(
                        caller, transaction -> transaction.preparedQuery(query).execute(parameters))
                .map(rows -> Rows.all(rows, Placed::of))
                .map(items -> Page.of(
                        items,
                        limit,
                        last -> cursors.encode(
                                question, last.place(), last.group().id().toString())))
                .map(page -> page.map(Placed::group));
    }
}
