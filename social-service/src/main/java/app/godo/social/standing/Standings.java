package app.godo.social.standing;

import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Who the caller is in a group. A group that the caller cannot see is not there. */
@ApplicationScoped
public class Standings {

    private static final String STANDING = """
            select mine.role
              from groups as g
              left join group_members as mine on mine.group_id = g.id and mine.user_id = $1
             where g.id = $2""";

    /** @throws NotFound for a group that the caller does not see */
    public Uni<Standing> of(SqlConnection transaction, UUID caller, UUID group) {
        return transaction
                .preparedQuery(STANDING)
                .execute(Tuple.of(caller, group))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("group")))
                .map(row -> new Standing(group, row.getString("role")));
    }

    /** @throws NotAllowed for who sees the group and is not in it */
    public Uni<Standing> ofMember(SqlConnection transaction, UUID caller, UUID group) {
        return of(transaction, caller, group)
                .invoke(standing -> Refusal.when(!standing.isMember(), NotAllowed::membersOnly));
    }
}
