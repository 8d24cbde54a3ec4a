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
 * Counts in Postgres what somebody has had, before they get it: no restart forgets it, and no replica counts for itself. When what
 * was had is written down, so that it comes back as long after that, and no window has more of it than is allowed. What and whose it
 * is, the database knows by a keyed hash alone.
 */
@Singleton
public class Allowances {

    /** No allowance is counted for longer. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** What counts is newer than $2. */
    private static final String COUNTS =
            "unnest(a.at, a.amounts) with ordinality as had (at, amount, nth) where had.at > $2";

    /** Whoever comes at the same time waits for the row, and counts what is in it then. */
    private static final String SPEND = """
            insert into allowances as a (subject, spent, since, at, amounts)
            values ($1, $4, $3, array[$3::timestamptz], array[$4::int])
            on conflict (subject) do update set (spent, since, at, amounts) = (
                select coalesce(sum(had.amount), 0) + $4, $3,
                       coalesce(array_agg(had.at order by had.nth), '{}') || $3::timestamptz,
                       coalesce(array_agg(had.amount order by had.nth), '{}') || $4::int
                  from %1$s)
            where (select coalesce(sum(had.amount), 0) from %1$s) + $4 <= $5::int""".formatted(COUNTS);

    /** The first of the times after which, once it counts no more, there is enough again. */
    private static final String ENOUGH_AFTER = """
            select min(at) as at from (
                select had.at, coalesce(sum(had.amount) over newer, 0) as still
                  from allowances as a, %s and a.subject = $1
                window newer as (order by had.nth desc rows between unbounded preceding and 1 preceding)) as counted
            where counted.still + $3 <= $4""".formatted(COUNTS);

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
        var now = now();
        return tx.preparedQuery(SPEND)
                .execute(Tuple.of(
                        subject(allowance, whose), now.minus(allowance.within()), now, amount, allowance.most()))
                .map(spent -> spent.rowCount() == 1);
    }

    private Uni<Void> refuse(SqlConnection tx, Allowance allowance, String whose, int amount) {
        var now = now();
        return tx.preparedQuery(ENOUGH_AFTER)
                .execute(Tuple.of(subject(allowance, whose), now.minus(allowance.within()), amount, allowance.most()))
                .map(rows -> rows.iterator().next().getOffsetDateTime("at"))
                .chain(at -> Uni.createFrom()
                        .failure(new AllowanceSpent(
                                allowance.code(),
                                at == null ? Duration.ZERO : Duration.between(now, at.plus(allowance.within())))));
    }

    private Buffer subject(Allowance allowance, String whose) {
        return pepper.of(allowance.kind(), whose);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
