package app.godo.ingestion.fetching;

/** The other side says no, and will again. */
public final class FeedRefused extends FeedFailure {

    private final int status;

    FeedRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether what was asked for is not there. */
    public boolean isAbsent() {
        return status == 404 || status == 410;
    }

    /** Whether it is only this that is not for us, as of several things asked for one may be. */
    public boolean isOfOneThing() {
        return isAbsent() || status == 403 || status == 400;
    }
}
