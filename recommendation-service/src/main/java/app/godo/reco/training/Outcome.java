package app.godo.reco.training;

import java.util.Locale;

/**
 * How a training ended.
 *
 * @param detail why it is not promoted, null when it is
 * @param trained what it made, null when nothing
 */
record Outcome(State state, String detail, TrainDeckModel.Trained trained) {

    enum State {
        PROMOTED,
        REJECTED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome of(TrainDeckModel.Trained trained, double leastAuc) {
        var objection = trained.report().objection(leastAuc);
        return new Outcome(objection == null ? State.PROMOTED : State.REJECTED, objection, trained);
    }

    /** There was nothing to learn. */
    static Outcome nothing(String why) {
        return new Outcome(State.REJECTED, why, null);
    }

    /** It broke: the log says more. */
    static Outcome failed() {
        return new Outcome(State.FAILED, "It failed; the log of the replica says why.", null);
    }
}
