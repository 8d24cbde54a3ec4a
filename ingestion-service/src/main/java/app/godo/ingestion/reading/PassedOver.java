package app.godo.ingestion.reading;

/** A row that can be read and is no public Event: it is counted under its reason and otherwise forgotten. */
public final class PassedOver extends RuntimeException {

    private final boolean undated;

    public PassedOver(String reason) {
        this(reason, false);
    }

    private PassedOver(String reason, boolean undated) {
        super(reason, null, false, false);
        this.undated = undated;
    }

    /** An Event of which nobody knows when it will be: if it was listed before, it is postponed. */
    public static PassedOver undated() {
        return new PassedOver("Its date is yet to be announced", true);
    }

    boolean isUndated() {
        return undated;
    }
}
