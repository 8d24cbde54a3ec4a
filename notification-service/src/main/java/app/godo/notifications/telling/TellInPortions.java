package app.godo.notifications.telling;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells of all that is due, each portion in the transaction that takes it; what fails is due again with the next sweep. */
@ApplicationScoped
class TellInPortions {

    /** Each may be in the plans of thousands. */
    private static final int AT_ONCE = 20;

    private final Transactions transactions;
    private final Deliver deliver;

    TellInPortions(Transactions transactions, Deliver deliver) {
        this.transactions = transactions;
        this.deliver = deliver;
    }

    /**
     * Until there is no more.
     *
     * @param what of which it is, for the log
     * @param take takes so many at most
     */
    <T> Uni<Void> sweep(String what, IntFunction<Uni<List<T>>> take, Function<T, Uni<Void>> tell) {
        return portions(take, tell)
                .onFailure()
                .invoke(failure -> Log.warnf("%s: the sweep tries again: %s", what, failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private <T> Uni<Void> portions(IntFunction<Uni<List<T>>> take, Function<T, Uni<Void>> tell) {
        return transactions
                .asWorker(() -> take.apply(AT_ONCE).call(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(tell::apply)
                        .onItem()
                        .ignoreAsUni()))
                .chain(due -> {
                    if (!due.isEmpty()) {
                        deliver.soon();
                    }
                    return due.size() == AT_ONCE
                            ? portions(take, tell)
                            : Uni.createFrom().voidItem();
                });
    }
}
