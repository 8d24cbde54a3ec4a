package app.godo.ingestion.fetching;

/** A feed that could not be had or makes no sense as a whole. The message is shown to admins: no secrets, no addresses. */
public class FeedFailure extends RuntimeException {

    public FeedFailure(String message) {
        super(message, null, false, false);
    }
}
