package app.godo.users.mail;

/** The letterbox. */
public interface Mail {

    /** Takes a letter and returns at once: how long delivery takes must not show in any answer. */
    void post(Letter letter);
}
