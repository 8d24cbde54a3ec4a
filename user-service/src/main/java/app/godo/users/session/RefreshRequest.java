package app.godo.users.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A refresh token to be exchanged. */
record RefreshRequest(@NotNull @Size(max = 200) String refreshToken) {

    /** Never the token: what is printed may be kept. */
    @Override
    public String toString() {
        return "RefreshRequest";
    }
}
