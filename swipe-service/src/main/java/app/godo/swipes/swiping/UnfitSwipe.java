package app.godo.swipes.swiping;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jakarta.validation.ConstraintViolation;

/** An item of a batch is no swipe; it is said of it what a single swipe would have been answered. */
final class UnfitSwipe extends Refusal {

    private static final String INVALID = "invalid-request";

    private final List<Problem.FieldError> errors;

    private UnfitSwipe(String code, List<Problem.FieldError> errors) {
        super(
                Kind.INVALID,
                code,
                "Not a swipe: %s %s"
                        .formatted(
                                errors.getFirst().pointer(), errors.getFirst().detail()));
        this.errors = errors;
    }

    @Override
    public List<Problem.FieldError> errors() {
        return errors;
    }

    static UnfitSwipe noObject() {
        return new UnfitSwipe(INVALID, List.of(new Problem.FieldError("", "wrong-type", "A swipe is an object.")));
    }

    static UnfitSwipe because(JsonProcessingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            var code = "unknown-field";
            return new UnfitSwipe(
                    code,
                    List.of(new Problem.FieldError(
                            pointerOf(unknown),
                            code,
                            "There is no field \"%s\".".formatted(unknown.getPropertyName()))));
        }
        var field = wrong instanceof JsonMappingException mapping ? pointerOf(mapping) : "";
        return new UnfitSwipe(
                INVALID, List.of(new Problem.FieldError(field, "wrong-type", "This value does not fit the field.")));
    }

    static UnfitSwipe because(Set<ConstraintViolation<SwipeRequest>> violations) {
        return new UnfitSwipe(
                INVALID,
                violations.stream()
                        .map(UnfitSwipe::errorOf)
                        .sorted(Comparator.comparing(Problem.FieldError::pointer))
                        .toList());
    }

    private static Problem.FieldError errorOf(ConstraintViolation<SwipeRequest> violation) {
        var rule = violation.getConstraintDescriptor().getAnnotation().annotationType();
        return new Problem.FieldError(
                "/" + snake(violation.getPropertyPath().toString()),
                rule.getSimpleName().toLowerCase(Locale.ROOT),
                violation.getMessage());
    }

    private static String pointerOf(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
