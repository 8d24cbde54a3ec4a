package app.godo.users.person;

import app.godo.wire.problem.Problem.FieldError;
import app.godo.wire.problem.Refusal;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that a person is told everything at once. */
public final class Faults {

    private final List<FieldError> errors = new ArrayList<>();

    /** Notes a fault of one field when the condition holds. */
    public Faults when(boolean atFault, String pointer, String code, String detail) {
        if (atFault) {
            errors.add(new FieldError(pointer, code, detail));
        }
        return this;
    }

    /** Refuses the request if there was any fault. */
    public void refuse() {
        Refusal.when(!errors.isEmpty(), () -> new InvalidFields(errors));
    }

    private static final class InvalidFields extends Refusal {
        private final List<FieldError> errors;

        InvalidFields(List<FieldError> errors) {
            super(Kind.INVALID, "invalid-request", errors.getFirst().detail());
            this.errors = List.copyOf(errors);
        }

        @Override
        public List<FieldError> errors() {
            return errors;
        }
    }
}
