package app.godo.users.allowances;

import app.godo.users.secrets.Pepper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/**
 * Counts in Postgres what somebody has had, before they get it: no restart forgets it, and no replica counts for itself. What and
 * whose it is, the database knows by a keyed hash alone.
 */
@Singleton
public class Allowances {

    /** No allowance is counted for longer. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final String SPEND = """
            insert into allowances as a (subject, spent, since) values ($1, $2, $3)
            on conflict (subject) do update set
                spent = case when a.since <= $4 then excluded.spent else a.spent + excluded.spent end,
                since = case when a.since <= $4 then excluded.since else a.since end
            where a.since <= $4 or a.spent + excluded.spent <= $5""";

    private static final String SINCE = "select since from allowances where subject = $1";

    private final Pepper pepper;
    private final Clock clock;

    Allowances(Pepper pepper, Clock clock) {
        this.pepper = pepper;
        this.clock = clock;
    }

    /**
     * Counts in this transaction: what it is for belongs after its commit. Fails with 429 when there is less of it left.
     *
     * @param whose of whom or of what it is counted
     * @param amount at most what is allowed in all
     */
    public Uni<Void> spend(SqlConnection tx, Allowance allowance, String whose, int amount) {
        var subject = pepper.of(allowance.kind(), whose);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(SPEND)
                .execute(Tuple.of(subject, amount, now, now.minus(allowance.within()), allowance.most()))
                .chain(spent ->
                        spent.rowCount() == 1 ? Uni.createFrom().voidItem() : refuse(tx, allowance, subject, now));
    }

    private static Uni<Void> refuse(SqlConnection tx, Allowance allowance, Buffer subject, OffsetDateTime now) {
        return tx.preparedQuery(SINCE)
                .execute(Tuple.of(subject))
                .map(rows -> rows.iterator().next().getOffsetDateTime("since").plus(allowance.within()))
                .chain(again ->
                        Uni.createFrom().failure(new AllowanceSpent(allowance.code(), Duration.between(now, again))));
    }
}
