package app.godo.wire.problem;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A request understood and refused. Each refusal is a class of its own; the one mapper turns it into a {@link Problem}. */
public abstract class Refusal extends RuntimeException {

    /** What kind of no, and the HTTP status that says it. */
    public enum Kind {
        MALFORMED(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        STALE(412),
        INVALID(422),
        PRECONDITION_MISSING(428),
        TOO_MANY(429),
        UNAVAILABLE(503);

        public final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Kind kind;
    private final String code;

    protected Refusal(Kind kind, String code, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    public final Kind kind() {
        return kind;
    }

    public final String code() {
        return code;
    }

    /** The fields at fault, if it is about fields. */
    public List<Problem.FieldError> errors() {
        return List.of();
    }

    /** When trying again may help, null when it will not. */
    public Duration retryAfter() {
        return null;
    }

    /** Refuses when the condition holds. */
    public static void when(boolean condition, Supplier<? extends Refusal> refusal) {
        if (condition) {
            throw refusal.get();
        }
    }
}
