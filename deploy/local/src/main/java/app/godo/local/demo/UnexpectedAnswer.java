package app.godo.local.demo;

/** The fleet is up and does not answer as it should: worth a sentence, and no reason to stop it. */
public final class UnexpectedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnexpectedAnswer(String message) {
        super(message);
    }
}
