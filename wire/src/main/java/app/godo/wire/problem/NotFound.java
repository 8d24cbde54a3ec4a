package app.godo.wire.problem;

/** There is no such thing, or none that the caller may know of: the two are not told apart. */
public final class NotFound extends Refusal {
    public NotFound(String what) {
        super(Kind.NOT_FOUND, "not-found", "There is no such %s.".formatted(what));
    }
}
