package app.godo.users.leaving;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The password, so that a found phone is not enough. */
record Farewell(@NotNull @Size(max = 2048) String password) {

    /** Nothing of it: what is printed may be kept. */
    @Override
    public String toString() {
        return "Farewell";
    }
}
