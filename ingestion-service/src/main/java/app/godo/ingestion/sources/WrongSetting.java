package app.godo.ingestion.sources;

/** A row does not say what its kind has to know, or says it wrongly. */
public final class WrongSetting extends RuntimeException {

    private final String pointer;
    private final String code;

    /**
     * @param pointer RFC 6901 pointer into the row
     * @param message a sentence
     */
    public WrongSetting(String pointer, String code, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
        this.code = code;
    }

    public String pointer() {
        return pointer;
    }

    public String code() {
        return code;
    }
}
