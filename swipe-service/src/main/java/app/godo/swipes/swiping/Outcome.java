package app.godo.swipes.swiping;

import app.godo.wire.problem.Refusal;

import java.util.UUID;

/** What became of a swipe. */
sealed interface Outcome {

    /** It is new and kept. */
    record Recorded(SwipeView swipe) implements Outcome {}

    /** It came before: this is what is kept, whatever came with it this time. */
    record Duplicate(SwipeView swipe) implements Outcome {}

    /** It is not kept. */
    record Rejected(UUID clientSwipeId, Refusal no) implements Outcome {}
}
