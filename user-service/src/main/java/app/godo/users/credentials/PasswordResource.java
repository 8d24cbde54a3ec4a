package app.godo.users.credentials;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Another password, for who knows the one there is. */
@Path("/users/password")
@Authenticated
public class PasswordResource {

    /** In UTF-16 units; no account has a longer one. */
    static final int LONGEST = 2048;

    private final ChangePassword changePassword;
    private final Caller caller;

    PasswordResource(ChangePassword changePassword, Caller caller) {
        this.changePassword = changePassword;
        this.caller = caller;
    }

    /** Changes the password of the caller, and ends every other session; 403 {@code wrong-password}. */
    @POST
    public Uni<Void> change(@Valid @NotNull PasswordChange request) {
        return changePassword.handle(caller.token(), request.currentPassword(), request.newPassword());
    }

    /** What the password is, and what it shall be. */
    public record PasswordChange(
            @NotNull @Size(max = LONGEST) String currentPassword,
            @NotNull @Size(max = LONGEST) String newPassword) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }
}
