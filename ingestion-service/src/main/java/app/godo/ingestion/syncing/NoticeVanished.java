package app.godo.ingestion.syncing;

import app.godo.ingestion.syncing.MissingListings.Doubt;
import app.godo.ingestion.syncing.Runs.Outcome;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The second half of a run, after a feed that was read to its end: Listings that are no longer in it. What has begun drops out
 * of every feed; what is still to come and has been missing from two runs in a row is told as vanished. When a large part is
 * missing at once, the feed is taken to be at fault and nothing is concluded, until an admin says that it is gone or three full
 * runs in a row have missed just the same. A feed that lists nothing at all is believed by nobody but an admin.
 */
@ApplicationScoped
class NoticeVanished {

    private static final int MANY = 5;
    private static final double LARGE_PART = 0.2;
    private static final int BELIEVED_AFTER = 3;

    private final Transactions transactions;
    private final Leases leases;
    private final MissingListings missing;
    private final TellVanished tellVanished;
    private final Clock clock;

    NoticeVanished(
            Transactions transactions, Leases leases, MissingListings missing, TellVanished tellVanished, Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.missing = missing;
        this.tellVanished = tellVanished;
        this.clock = clock;
    }

    Uni<Outcome> handle(Run run) {
        if (!run.knowsWhatIsMissing()) {
            return Uni.createFrom().item(without(run));
        }
        return transactions
                .sqlAsWorker(transaction ->
                        leases.hold(transaction, run.lease).chain(() -> missing.doubtBefore(transaction, run)))
                .call(before -> before.filter(Doubt::accepted)
                        // in case that was broken off
                        .map(accepted -> tellVanished.handle(gone(run, accepted.since())))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(before -> transactions.sqlAsWorker(transaction ->
                        leases.hold(transaction, run.lease).chain(() -> judge(transaction, run, before))))
                .chain(judgement -> conclude(run, judgement));
    }

    /**
     * What is made of what is missing.
     *
     * @param believed whether it is taken as missing
     * @param forGood whether it is taken as gone, and not only as missing from one more run
     */
    private record Judgement(int missing, boolean believed, boolean forGood) {}

    private Uni<Judgement> judge(SqlConnection transaction, Run run, Optional<Doubt> before) {
        // as Postgres keeps it, for the next run counts as of then
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return missing.count(transaction, run.source.name(), run.since(), now).chain(count -> {
            if (count <= MANY || count <= LARGE_PART * (count + run.listed())) {
                return missing.believe(transaction, run).replaceWith(new Judgement(count, true, false));
            }
            var first = new Doubt(count, run.since(), now, 1, false);
            return before.map(earlier ->
                            sameAs(transaction, run, earlier, now).map(same -> same ? earlier.again() : first))
                    .orElseGet(() -> Uni.createFrom().item(first))
                    .chain(doubt -> judge(transaction, run, count, doubt));
        });
    }

    private Uni<Judgement> judge(SqlConnection transaction, Run run, int count, Doubt doubt) {
        return doubt.agreeing() >= BELIEVED_AFTER && run.listed() > 0
                ? missing.believe(transaction, run).replaceWith(new Judgement(count, true, true))
                : missing.doubt(transaction, run, doubt).replaceWith(new Judgement(count, false, false));
    }

    /** Whether a run misses just what one before it missed: none of that is back, and nothing more is missing. */
    private Uni<Boolean> sameAs(SqlConnection transaction, Run run, Doubt earlier, Instant now) {
        var source = run.source.name();
        return missing.count(transaction, source, earlier.since(), earlier.asOf())
                .chain(still -> missing.countSeenFrom(transaction, source, earlier.since(), run.since(), now)
                        .map(more -> still == earlier.missing() && more == 0));
    }

    private Uni<Outcome> conclude(Run run, Judgement judgement) {
        var all = "%d of %d upcoming listings are missing at once"
                .formatted(judgement.missing(), judgement.missing() + run.listed());
        if (!judgement.believed()) {
            return Uni.createFrom().item(Outcome.partial(all + ": none is taken as gone.", 0));
        }
        if (judgement.forGood()) {
            run.warn("%s, the same in %d runs in a row: they are taken as gone".formatted(all, BELIEVED_AFTER));
        }
        return tellVanished
                .handle(new Absence(run.source, run.lease, run.since(), judgement.forGood()))
                .replaceWith(
                        run.readAll()
                                ? Outcome.ok(judgement.missing())
                                : Outcome.partial("Some rows could not be read.", judgement.missing()));
    }

    private static Absence gone(Run run, Instant since) {
        return new Absence(run.source, run.lease, since, true);
    }

    /** Of a run that says nothing of what it did not meet. */
    private static Outcome without(Run run) {
        if (run.lacking() != null) {
            return Outcome.partial(run.lacking() + ".", 0);
        }
        if (run.readAll()) {
            return Outcome.ok(0);
        }
        return Outcome.partial(
                run.replayed == null
                        ? "Some rows could not be read, not even their ids."
                        : "Some rows could not be read.",
                0);
    }
}
