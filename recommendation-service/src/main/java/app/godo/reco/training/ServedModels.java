package app.godo.reco.training;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import java.util.ArrayList;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The model that serves, in the memory of this replica: looked for every few seconds, read off the event loop, and swapped whole.
 * Those that served before stay at hand for decks that were dealt by them.
 */
@ApplicationScoped
public class ServedModels {

    private static final int MOST_AT_HAND = 3;

    private final KeptModels kept;
    private final Transactions transactions;

    /** What serves comes first; none serves while {@link #serving} is false. */
    private volatile Served served = new Served(false, List.of());

    private record Served(boolean serving, List<DeckModel> atHand) {

        long version() {
            return serving ? atHand.getFirst().version() : 0;
        }
    }

    ServedModels(KeptModels kept, Transactions transactions) {
        this.kept = kept;
        this.transactions = transactions;
    }

    /** What serves, null for none. */
    public DeckModel now() {
        var now = served;
        return now.serving() ? now.atHand().getFirst() : null;
    }

    /** One that serves or has just served here; null for any other. */
    public DeckModel of(long version) {
        return served.atHand().stream()
                .filter(model -> model.version() == version)
                .findFirst()
                .orElse(null);
    }

    /** Looks at once. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        var known = served.version();
        return transactions
                .sqlAsWorker(transaction -> kept.serving(transaction, known))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(serving -> serving.ifPresentOrElse(this::take, this::none))
                .onFailure()
                .invoke(away -> Log.warnf("not looked which model serves: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private synchronized void take(KeptModels.Serving serving) {
        if (serving.artifact() == null) {
            return;
        }
        if (!DeckModel.isReadable(serving.artifact())) {
            none();
            return;
        }
        var atHand = new ArrayList<DeckModel>(MOST_AT_HAND);
        var known = of(serving.version());
        atHand.add(known == null ? DeckModel.of(serving.version(), serving.artifact()) : known);
        served.atHand().stream()
                .filter(model -> model.version() != serving.version())
                .limit(MOST_AT_HAND - 1)
                .forEach(atHand::add);
        served = new Served(true, List.copyOf(atHand));
        Log.infof("model %d serves", serving.version());
    }

    private synchronized void none() {
        served = new Served(false, served.atHand());
    }
}
