package app.godo.database;

/** The database was made by scripts that are not the ones here: one was edited after it ran, or is gone. */
public final class EditedMigrations extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message names the scripts. */
    EditedMigrations(String which, Throwable cause) {
        super(which, cause);
    }
}
