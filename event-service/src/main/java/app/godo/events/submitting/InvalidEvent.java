package app.godo.events.submitting;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Refusal;

import java.util.List;
import java.util.stream.Collectors;

/** The fields fit by themselves, but make no Event together. */
final class InvalidEvent extends Refusal {

    private final List<Problem.FieldError> errors;

    InvalidEvent(List<Problem.FieldError> errors) {
        super(
                Kind.INVALID,
                "invalid-request",
                errors.stream()
                        .map(error -> error.pointer() + " " + error.detail())
                        .collect(Collectors.joining("; ", "Not valid: ", ".")));
        this.errors = List.copyOf(errors);
    }

    @Override
    public List<Problem.FieldError> errors() {
        return errors;
    }
}
