package app.godo.wire.facts;

/** A message that is no Fact we know: it will not become one by trying again. */
public final class UnreadableFact extends RuntimeException {
    public UnreadableFact(String why, Throwable cause) {
        super(why, cause);
    }
}
