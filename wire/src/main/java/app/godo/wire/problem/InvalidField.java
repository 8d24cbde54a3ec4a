package app.godo.wire.problem;

import java.util.List;

/** One field of a well-formed request has a value that cannot be. */
public final class InvalidField extends Refusal {

    private final Problem.FieldError error;

    /** @param pointer RFC 6901 pointer into the body, or {@code ?name} for a query parameter */
    public InvalidField(String pointer, String code, String detail) {
        super(Kind.INVALID, "invalid-request", detail);
        this.error = new Problem.FieldError(pointer, code, detail);
    }

    @Override
    public List<Problem.FieldError> errors() {
        return List.of(error);
    }
}
