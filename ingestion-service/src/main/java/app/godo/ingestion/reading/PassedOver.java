package app.godo.ingestion.reading;

/** A row that can be read and is no public Event: it is counted under its reason and otherwise forgotten. */
public final class PassedOver extends RuntimeException {

    public PassedOver(String reason) {
        super(reason, null, false, false);
    }
}
