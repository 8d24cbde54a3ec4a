package app.godo.ingestion.reading;

/** A row does not say enough, or nothing that can be: the message goes to the quarantine, for a person to act on. */
public final class NotAListing extends RuntimeException {

    public NotAListing(String reason) {
        super(reason, null, false, false);
    }
}
