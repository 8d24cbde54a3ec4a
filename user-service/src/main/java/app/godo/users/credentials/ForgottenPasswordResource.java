package app.godo.users.credentials;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Another password, for who does not know the one there is but reads the mailbox. */
@Path("/auth/password")
public class ForgottenPasswordResource {

    private final ForgotPassword forgotPassword;
    private final ResetPassword resetPassword;

    ForgottenPasswordResource(ForgotPassword forgotPassword, ResetPassword resetPassword) {
        this.forgotPassword = forgotPassword;
        this.resetPassword = resetPassword;
    }

    /** Sends a letter to choose another password by. The answer is the same where there is no account. */
    @POST
    @Path("/forgot")
    @ResponseStatus(202)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<ForgottenView> forgot(@Valid @NotNull ForgotRequest request) {
        return forgotPassword.handle(request.email()).replaceWith(new ForgottenView("letter_sent"));
    }

    /** Takes the token of the letter and the new password, and ends every session; 422 {@code reset-token-invalid}. */
    @POST
    @Path("/reset")
    public Uni<Void> reset(@Valid @NotNull ResetRequest request) {
        return resetPassword.handle(request.token(), request.password(), request.deviceToken());
    }

    /** Whose password it is. */
    public record ForgotRequest(@NotNull @Size(max = 255) String email) {}

    /** What happens next. */
    public record ForgottenView(String status) {}

    /**
     * The token of the letter, and what the password shall be.
     *
     * @param deviceToken what the device was given at an earlier sign-in, null when it was not
     */
    public record ResetRequest(
            @NotNull @Size(max = 200) String token,
            @NotNull @Size(max = PasswordResource.LONGEST) String password,
            @Size(max = 200) String deviceToken) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "ResetRequest";
        }
    }
}
