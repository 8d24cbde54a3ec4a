package app.godo.ingestion.syncing;

import app.godo.ingestion.syncing.MissingListings.Missing;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.leasing.Leases;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts what is missing and tells what of it is gone, some Listings a transaction, so that memory does not grow with them. Broken
 * off, it is gone on with by the next run: what was counted stays counted, for a feed was read to its end without it.
 */
@ApplicationScoped
class TellVanished {

    private final Transactions transactions;
    private final Leases leases;
    private final MissingListings missing;
    private final Telling telling;
    private final Outbox outbox;
    private final SyncConfig config;
    private final Clock clock;

    TellVanished(
            Transactions transactions,
            Leases leases,
            MissingListings missing,
            Telling telling,
            Outbox outbox,
            SyncConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.missing = missing;
        this.telling = telling;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Goes through all of them. */
    Uni<Void> handle(Absence absence) {
        return handle(absence, (transaction, told) -> Uni.createFrom().voidItem());
    }

    /**
     * The same.
     *
     * @param also what is done in the transaction that tells so many
     */
    Uni<Void> handle(Absence absence, BiFunction<SqlConnection, Integer, Uni<Void>> also) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(""), after -> portion(absence, after, also))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** Whether there may be more. */
    private Uni<Boolean> portion(
            Absence absence, AtomicReference<String> after, BiFunction<SqlConnection, Integer, Uni<Void>> also) {
        return transactions
                .sqlAsWorker(transaction -> leases.hold(transaction, absence.lease())
                        .chain(() -> missing.next(transaction, absence, after.get(), config.batch(), clock.instant()))
                        .call(some -> tell(transaction, absence, some, also)))
                .invoke(some -> after.set(some.isEmpty() ? "" : some.getLast().externalId()))
                .map(some -> some.size() == config.batch());
    }

    private Uni<Void> tell(
            SqlConnection transaction,
            Absence absence,
            List<Missing> some,
            BiFunction<SqlConnection, Integer, Uni<Void>> also) {
        List<ListingFact.Seen> gone = some.stream()
                .filter(one -> one.told() != null)
                .map(one -> telling.vanished(absence.source(), one.externalId(), one.told(), clock.instant()))
                .toList();
        return outbox.append(transaction, gone).chain(() -> also.apply(transaction, gone.size()));
    }
}
