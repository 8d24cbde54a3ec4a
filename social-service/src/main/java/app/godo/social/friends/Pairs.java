package app.godo.social.friends;

import app.godo.social.standing.Rows;
import app.godo.wire.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

import java.util.Optional;
import java.util.UUID;

/** What two people do to each other, in plain SQL within a transaction of one of them. */
final class Pairs {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended(
                'friends ' || least($1::uuid, $2::uuid) || greatest($1::uuid, $2::uuid), 0))""";

    private static final String PART = """
            delete from friendships
             where low = least($1::uuid, $2::uuid) and high = greatest($1::uuid, $2::uuid) and status = any($3)
            returning id, status""";

    /**
     * Begins whatever may make something between two people or forbid it: a request and a block that meet would not see each
     * other otherwise.
     */
    static Uni<Void> lock(SqlConnection transaction, UUID one, UUID other) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(one, other)).replaceWithVoid();
    }

    /** Ends what is between two people, if it is in one of these states; gives what it was. */
    static Uni<Optional<Ended>> part(SqlConnection transaction, UUID one, UUID other, String... states) {
        return transaction
                .preparedQuery(PART)
                .execute(Tuple.of(one, other, states))
                .map(Rows::first)
                .map(found -> found.map(row -> new Ended(row.getUUID("id"), row.getString("status"))));
    }

    /** What was between two people. */
    record Ended(UUID id, String status) {}

    /** A row that refers to nobody: there is no such person. */
    static Throwable noSuchPerson(Throwable failure) {
        return failure instanceof PgException refused && FOREIGN_KEY_VIOLATION.equals(refused.getSqlState())
                ? new NotFound("person")
                : failure;
    }

    private Pairs() {}
}
