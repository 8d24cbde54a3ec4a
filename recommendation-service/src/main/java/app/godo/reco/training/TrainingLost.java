package app.godo.reco.training;

/** Someone else trains by now: what this replica was about to write is not written. */
final class TrainingLost extends RuntimeException {
    TrainingLost(Trainings.Training training) {
        super("training %s with fence %d is over".formatted(training.id(), training.fence()), null, false, false);
    }
}
