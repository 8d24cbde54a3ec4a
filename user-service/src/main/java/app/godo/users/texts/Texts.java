package app.godo.users.texts;

import io.smallrye.mutiny.Uni;

/** Whoever brings messages to phones. */
public interface Texts {

    /** Hands a message over; fails when it was not taken. */
    Uni<Void> send(Text text);
}
