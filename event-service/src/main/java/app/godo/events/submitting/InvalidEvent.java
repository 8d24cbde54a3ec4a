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

    /** The same where the Event is a part of what was sent. */
    InvalidEvent within(String pointer) {
        return new InvalidEvent(errors.stream()
                .map(error -> new Problem.FieldError(pointer + error.pointer(), error.code(), error.detail()))
                .toList());
    }

    @Override
    public List<Problem.FieldError> errors() {
        return errors;
    }
}
