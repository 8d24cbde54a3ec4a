package app.godo.swipes.swiping;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.validation.constraints.Size;

/** What became of each swipe of a batch, in the order sent. */
record BatchView(@Size(max = BatchRequest.LARGEST) List<Result> results) implements SwipesView {

    static BatchView of(List<Outcome> outcomes) {
        return new BatchView(IntStream.range(0, outcomes.size())
                .mapToObj(i -> Result.of(outcomes.get(i), "/swipes/" + i))
                .toList());
    }

    /**
     * One swipe's acknowledgement.
     *
     * @param clientSwipeId absent where the client gave none
     * @param status {@code recorded|duplicate|rejected}
     * @param id of the swipe that is kept, absent when it was rejected
     * @param problem why it was rejected, absent when it was not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(UUID clientSwipeId, String status, UUID id, Problem problem) {

        static Result of(Outcome outcome, String item) {
            return switch (outcome) {
                case Outcome.Recorded(var swipe) -> kept(swipe, outcome);
                case Outcome.Duplicate(var swipe) -> kept(swipe, outcome);
                case Outcome.Rejected(var clientSwipeId, var no) ->
                    new Result(clientSwipeId, word(outcome), null, problem(no, item));
            };
        }

        /** Its pointers lead from the whole body to the field. */
        private static Problem problem(Refusal no, String item) {
            var errors = no.errors().stream()
                    .map(error -> new Problem.FieldError(item + error.pointer(), error.code(), error.detail()))
                    .toList();
            return Problem.of(no.kind().status, no.code(), no.getMessage(), null, errors);
        }

        private static Result kept(SwipeView swipe, Outcome outcome) {
            return new Result(swipe.clientSwipeId(), word(outcome), swipe.id(), null);
        }

        private static String word(Outcome outcome) {
            return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }
}
