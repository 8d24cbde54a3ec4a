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
 * Counts in Postgres what somebody has had, before they get it: no restart forgets it, and no replica counts for itself. What was
 * had comes back bit by bit, so that there is no moment after which all of it can be had again at once. What and whose it is, the
 * database knows by a keyed hash alone.
 */
@Singleton
public class Allowances {

    /** No allowance is counted for longer. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** What has come back since. */
    private static final String BACK =
            "greatest(floor(extract(epoch from excluded.since - a.since)::float8 / $4::float8), 0)::int";

    private static final String SPEND = """
            insert into allowances as a (subject, spent, since) values ($1, $2, $3)
            on conflict (subject) do update set
                spent = greatest(a.spent - %1$s, 0) + excluded.spent,
                since = case when %1$s >= a.spent then excluded.since else a.since + make_interval(secs => %1$s * $4::float8) end
            where greatest(a.spent - %1$s, 0) + excluded.spent <= $5""".formatted(BACK);

    private static final String SPENT = "select spent, since from allowances where subject = $1";

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
        return take(tx, allowance, whose, amount)
                .chain(taken -> taken ? Uni.createFrom().voidItem() : refuse(tx, allowance, whose, amount));
    }

    /** The same, but says whether there was enough of it left. */
    public Uni<Boolean> take(SqlConnection tx, Allowance allowance, String whose, int amount) {
        return tx.preparedQuery(SPEND)
                .execute(Tuple.of(
                        subject(allowance, whose), amount, now(), secondsOf(allowance.each()), allowance.most()))
                .map(spent -> spent.rowCount() == 1);
    }

    private Uni<Void> refuse(SqlConnection tx, Allowance allowance, String whose, int amount) {
        return tx.preparedQuery(SPENT)
                .execute(Tuple.of(subject(allowance, whose)))
                .map(rows -> rows.iterator().next())
                .chain(row -> Uni.createFrom()
                        .failure(new AllowanceSpent(
                                allowance.code(),
                                Duration.between(
                                        now(),
                                        row.getOffsetDateTime("since")
                                                .plus(allowance
                                                        .each()
                                                        .multipliedBy(row.getInteger("spent")
                                                                + amount
                                                                - allowance.most()))))));
    }

    private Buffer subject(Allowance allowance, String whose) {
        return pepper.of(allowance.kind(), whose);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static double secondsOf(Duration each) {
        return each.toNanos() / (double) Duration.ofSeconds(1).toNanos();
    }
}
