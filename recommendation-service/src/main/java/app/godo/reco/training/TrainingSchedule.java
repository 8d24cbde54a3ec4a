package app.godo.reco.training;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Has a model trained daily. Every replica looks; the lease, which remembers the last success, lets one of them. */
@ApplicationScoped
class TrainingSchedule {

    private final TrainModel trainModel;

    TrainingSchedule(TrainModel trainModel) {
        this.trainModel = trainModel;
    }

    /** Not at the start, when there is enough to do. */
    @Scheduled(every = "10m", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> trainWhenDue() {
        return trainModel
                .handleIfDue()
                .onFailure()
                .invoke(away -> Log.warnf("not looked whether a model is due: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
