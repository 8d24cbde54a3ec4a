package app.godo.reco.training;

import app.godo.reco.training.Trainings.Training;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Trains a model in the background of this replica, unless another is at it, and has it serve if it is better than what does. All
 * that takes time is done by one thread of low priority, parallel parts of models included.
 */
@ApplicationScoped
class TrainModel {

    private final String replica = Ids.next().toString();
    private final ForkJoinPool background = new ForkJoinPool(1, TrainModel::thread, null, false);
    private final Trainings trainings;
    private final KeptModels models;
    private final ServedModels served;
    private final ReadSwipes readSwipes;
    private final Transactions transactions;
    private final ObjectMapper mapper;
    private final TrainingConfig config;
    private final Clock clock;

    TrainModel(
            Trainings trainings,
            KeptModels models,
            ServedModels served,
            ReadSwipes readSwipes,
            Transactions transactions,
            ObjectMapper mapper,
            TrainingConfig config,
            Clock clock) {
        this.trainings = trainings;
        this.models = models;
        this.served = served;
        this.readSwipes = readSwipes;
        this.transactions = transactions;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("training");
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }

    /**
     * Begins and goes on after this has answered.
     *
     * @return the training's id
     * @throws TrainingUnderWay when any replica is at it
     */
    Uni<UUID> handle() {
        return begin(Duration.ZERO).map(begun -> begun.orElseThrow(TrainingUnderWay::new));
    }

    /** The same if the last one was long ago; does nothing otherwise. */
    Uni<Void> handleIfDue() {
        return begin(config.every()).replaceWithVoid();
    }

    private Uni<Optional<UUID>> begin(Duration rest) {
        return transactions
                .sqlAsWorker(transaction -> trainings.begin(transaction, replica, rest))
                .invoke(begun -> begun.ifPresent(training ->
                        carryOut(training).subscribe().with(done -> {}, failure -> brokeOff(training, failure))))
                .map(begun -> begun.map(Training::id));
    }

    /** Not ended by us: whoever begins the next says how it ended. */
    private static void brokeOff(Training training, Throwable failure) {
        Log.errorf(failure, "training %s broke off", training.id());
    }

    private Uni<Void> carryOut(Training training) {
        return Uni.join()
                .first(outcome(), signsOfLife(training))
                .toTerminate()
                .chain(outcome -> finish(training, outcome))
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithUni(failure -> {
                    Log.errorf(failure, "training %s failed", training.id());
                    return finish(training, Outcome.failed());
                })
                .chain(served::look);
    }

    private Uni<Outcome> outcome() {
        return Uni.combine()
                .all()
                .unis(
                        readSwipes.since(clock.instant().minus(config.swipesOf())),
                        transactions.sqlAsWorker(transaction -> models.serving(transaction, 0)))
                .asTuple()
                .emitOn(background)
                .map(read -> trained(read.getItem1(), read.getItem2().orElse(null)));
    }

    private Outcome trained(ReadSwipes.Read read, KeptModels.Serving serving) {
        var swipes = read.swipes().size();
        if (swipes < config.leastSwipes()) {
            return Outcome.nothing("There are %d swipes, and it takes %d.".formatted(swipes, config.leastSwipes()));
        }
        var history = new History(read.swipes(), read.traits());
        var border = (int) (swipes * (1 - config.heldOut()));
        if (serving != null && serving.learnedUntil() != null) {
            border = Math.max(border, history.after(serving.learnedUntil().toInstant()));
        }
        if (swipes - border < config.leastHeldOut()) {
            return Outcome.nothing("There are %d swipes that what serves has not seen, and it takes %d to judge."
                    .formatted(swipes - border, config.leastHeldOut()));
        }
        var now = serving == null || !DeckModel.isReadable(serving.artifact())
                ? null
                : DeckModel.of(serving.version(), serving.artifact());
        return Outcome.of(TrainDeckModel.handle(history, border, now), config.leastAuc());
    }

    /** Keeps the lease while models are learned. Never ends by itself; fails when the lease is lost. */
    private Uni<Outcome> signsOfLife(Training training) {
        var every = Trainings.LEASE.dividedBy(4);
        return Multi.createFrom()
                .ticks()
                .startingAfter(every)
                .every(every)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> transactions
                        .sqlAsWorker(transaction -> trainings.hold(transaction, training))
                        .onFailure(failure -> !(failure instanceof LeaseLost))
                        .recoverWithNull())
                .onItem()
                .<Outcome>transformToUniAndConcatenate(held -> Uni.createFrom().nothing())
                .toUni();
    }

    private Uni<Void> finish(Training training, Outcome outcome) {
        return transactions
                .sqlAsWorker(transaction -> finish(transaction, training, outcome))
                .invoke(() -> Log.infof(
                        "training %s: %s%s",
                        training.id(),
                        outcome.state().word(),
                        outcome.detail() == null ? "" : ": " + outcome.detail()));
    }

    /** The fence is asked last: whatever was written before is undone if it does not hold. */
    private Uni<Void> finish(SqlConnection transaction, Training training, Outcome outcome) {
        if (outcome.trained() == null) {
            return trainings.finish(transaction, training, outcome, null);
        }
        return models.add(
                        transaction,
                        Ids.next(),
                        outcome.trained(),
                        json(outcome.trained().report()),
                        config.kept())
                .call(version -> outcome.state() == Outcome.State.PROMOTED
                        ? models.serve(transaction, version)
                        : Uni.createFrom().voidItem())
                .chain(version -> trainings.finish(transaction, training, outcome, version));
    }

    private JsonObject json(Report report) {
        try {
            return new JsonObject(mapper.writeValueAsString(report));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
