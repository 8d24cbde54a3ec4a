package app.godo.swipes.swiping;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Refusal;

import java.util.List;

/** The swipe is older than a phone may have been offline. */
final class SwipedTooLongAgo extends Refusal {

    private static final String CODE = "swiped-at-too-old";

    SwipedTooLongAgo() {
        super(Kind.INVALID, CODE, "A swipe may be at most %d days old.".formatted(NewSwipe.OLDEST.toDays()));
    }

    @Override
    public List<Problem.FieldError> errors() {
        return List.of(new Problem.FieldError("/swiped_at", CODE, getMessage()));
    }
}
