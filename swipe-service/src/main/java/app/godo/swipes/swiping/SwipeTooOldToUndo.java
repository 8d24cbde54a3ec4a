package app.godo.swipes.swiping;

import app.godo.wire.problem.Refusal;

/** Neither one of the last few minutes nor of the last few swipes. */
final class SwipeTooOldToUndo extends Refusal {
    SwipeTooOldToUndo() {
        super(
                Kind.CONFLICT,
                "swipe-too-old-to-undo",
                "Only a swipe of the last 10 minutes or one of the last 20 can be undone.");
    }
}
