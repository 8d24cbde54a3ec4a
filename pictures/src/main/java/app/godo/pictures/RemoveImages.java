package app.godo.pictures;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Removes from the store what nothing shows any more: replaced, taken away, erased with its person, or never shown. No transaction
 * waits for the store. Several replicas may do so at once, for what is to be removed stays so. While the store is away the rows stay,
 * and are tried again.
 */
@Singleton
public class RemoveImages {

    private static final int PORTION = 20;

    private static final String NEXT =
            "select name from images where remove_after <= $1 order by remove_after limit $2";

    private static final String FORGET = "delete from images where name = any ($1) and remove_after <= $2";

    private final Transactions transactions;
    private final ImageStore store;
    private final Clock clock;

    public RemoveImages(Transactions transactions, ImageStore store, Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "20s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> remove() {
        return portion(clock.instant().atOffset(ZoneOffset.UTC))
                .chain(removed -> removed < PORTION ? Uni.createFrom().voidItem() : remove())
                .onFailure()
                .recoverWithUni(failure -> {
                    Log.errorf("images: some are not removed yet: %s", failure.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Integer> portion(OffsetDateTime now) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(NEXT).execute(Tuple.of(now, PORTION)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ImageName(row.getString("name")))
                        .toList())
                .call(this::removeAll)
                .call(names -> names.isEmpty() ? Uni.createFrom().voidItem() : forget(names, now))
                .map(List::size);
    }

    private Uni<Void> removeAll(List<ImageName> names) {
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(store::remove)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> forget(List<ImageName> names, OffsetDateTime now) {
        var removed = names.stream().map(ImageName::text).toArray(String[]::new);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FORGET).execute(Tuple.of(removed, now)))
                .replaceWithVoid();
    }
}
