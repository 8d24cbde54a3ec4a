package app.godo.swipes.swiping;

import app.godo.wire.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What became of each swipe of a batch, in the order sent. */
record BatchView(List<Result> results) implements SwipesView {

    static BatchView of(List<Outcome> outcomes) {
        return new BatchView(outcomes.stream().map(Result::of).toList());
    }

    /**
     * One swipe's acknowledgement.
     *
     * @param status {@code recorded|duplicate|rejected}
     * @param id of the swipe that is kept, absent when it was rejected
     * @param problem why it was rejected
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(UUID clientSwipeId, String status, UUID id, Problem problem) {

        static Result of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Recorded(var swipe) -> kept(swipe, outcome);
                case Outcome.Duplicate(var swipe) -> kept(swipe, outcome);
                case Outcome.Rejected(var clientSwipeId, var no) ->
                    new Result(
                            clientSwipeId,
                            word(outcome),
                            null,
                            Problem.of(no.kind().status, no.code(), no.getMessage(), null));
            };
        }

        private static Result kept(SwipeView swipe, Outcome outcome) {
            return new Result(swipe.clientSwipeId(), word(outcome), swipe.id(), null);
        }

        private static String word(Outcome outcome) {
            return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }
}
