package app.godo.wire.facts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a person swiped an Event. */
public enum Direction {
    /** Into my calendar. */
    @JsonProperty("right")
    RIGHT,
    /** Saved for later. */
    @JsonProperty("up")
    UP,
    /** Liked. */
    @JsonProperty("down")
    DOWN,
    /** Passed. */
    @JsonProperty("left")
    LEFT;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The Direction of a word from the database. */
    public static Direction of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
