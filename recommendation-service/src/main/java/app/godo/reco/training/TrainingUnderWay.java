package app.godo.reco.training;

import app.godo.wire.problem.Refusal;

/** Some replica is at it. */
final class TrainingUnderWay extends Refusal {
    TrainingUnderWay() {
        super(Kind.CONFLICT, "training-under-way", "A model is being trained already.");
    }
}
