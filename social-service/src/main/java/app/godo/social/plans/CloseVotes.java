package app.godo.social.plans;

import app.godo.social.standing.Rows;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Decides plans whose time to vote is over. Every replica may; whoever is first does. */
@Singleton
class CloseVotes {

    private static final String DUE =
            "select id from group_plans where state = 'open' and closes_at <= now() order by closes_at limit 500";

    private final Transactions transactions;
    private final Settle settle;

    CloseVotes(Transactions transactions, Settle settle) {
        this.transactions = transactions;
        this.settle = settle;
    }

    @Scheduled(every = "15s", delayed = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> close() {
        return transactions
                .sqlAsWorker(transaction ->
                        transaction.query(DUE).execute().map(rows -> Rows.all(rows, row -> row.getUUID("id"))))
                .chain(this::all);
    }

    private Uni<Void> all(List<UUID> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(plan -> transactions
                        .sqlAsWorker(transaction -> settle.handle(transaction, plan, true))
                        .onFailure()
                        .invoke(failure -> Log.warnf("votes on %s are closed later: %s", plan, failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
