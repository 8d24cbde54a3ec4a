package app.godo.reco.catalogue;

/** The kinds of things about an Event that a person may like or not. */
public enum Facet {
    CATEGORY("category"),
    TAG("tag"),
    NEIGHBORHOOD("neighborhood"),
    BOROUGH("borough"),
    TIME("time"),
    WEEKDAY("weekday"),
    PRICE("price");

    /** Stands between the kind and the value in a name. */
    private static final char SEPARATOR = ':';

    private final String prefix;

    Facet(String word) {
        this.prefix = word + SEPARATOR;
    }

    /** The name under which this value of the facet is counted: {@code category:music}. */
    public String named(String value) {
        return prefix + value;
    }
}
