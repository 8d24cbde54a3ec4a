package app.godo.events.listings;

import app.godo.events.leasing.Turns;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import jakarta.inject.Singleton;

/**
 * Judges the Listings of the days to come again with what was learned since they came: whose clock is wrong shows only when others
 * have told the same. What is together stays together. A day is a transaction; whoever comes first does all of a round.
 */
@Singleton
class JudgeAgain {

    private static final String JOB = "judge-again";

    private static final String DAYS =
            "select distinct day from source_listings where day >= current_date order by day";

    private static final String OF_DAY = "select key from source_listings where day = ?1 order by key";

    /** From before Listings were compared. */
    private static final String NEVER = "select key from source_listings where day is null order by key limit 500";

    private final Transactions transactions;
    private final Regroup regroup;
    private final Turns turns;
    private final Duration every;

    JudgeAgain(
            Transactions transactions,
            Regroup regroup,
            Turns turns,
            @ConfigProperty(name = "godo.events.judge-again.after") Duration every) {
        this.transactions = transactions;
        this.regroup = regroup;
        this.turns = turns;
        this.every = every;
    }

    @Scheduled(
            every = "{godo.events.judge-again.every}",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> whenDue() {
        return turns.take(JOB, every, this::judge);
    }

    Uni<Void> judge() {
        return never().chain(() -> transactions.asWorker(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery(DAYS, LocalDate.class)
                                .getResultList())))
                .chain(days -> Multi.createFrom()
                        .iterable(days)
                        .onItem()
                        .transformToUniAndConcatenate(day -> Turns.orElseLater(
                                "the Listings of " + day,
                                transactions.asWorker(() -> keys(OF_DAY, day).chain(regroup::again))))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> never() {
        return transactions
                .asWorker(() -> keys(NEVER, null).call(regroup::again))
                .chain(keys -> keys.isEmpty() ? Uni.createFrom().voidItem() : never());
    }

    private static Uni<List<String>> keys(String statement, LocalDate day) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(statement, String.class);
            return (day == null ? query : query.setParameter(1, day)).getResultList();
        });
    }
}
