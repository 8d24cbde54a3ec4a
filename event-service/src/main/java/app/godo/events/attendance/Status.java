package app.godo.events.attendance;

import java.util.Locale;

/** A person's place at an Event. */
enum Status {
    INTERESTED,
    GOING,
    MAYBE,
    NOT_GOING,
    /** Would go, but every seat is taken. */
    WAITLISTED,
    /** Was seen at the door. */
    ATTENDED,
    /** Held a seat where people were checked in, and was not. */
    NO_SHOW;

    boolean holdsSeat() {
        return this == GOING || this == ATTENDED;
    }

    /** The word on the wire and in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
