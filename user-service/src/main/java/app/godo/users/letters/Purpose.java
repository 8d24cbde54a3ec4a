package app.godo.users.letters;

import java.util.Locale;

/** What the token of a letter is for; one for another purpose opens nothing. */
public enum Purpose {
    VERIFY_EMAIL("gv1"),
    RESET_PASSWORD("gp1"),
    CHANGE_EMAIL("gm1");

    final String kind;

    Purpose(String kind) {
        this.kind = kind;
    }

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
