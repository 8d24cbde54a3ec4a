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

    /**
     * Takes the token of the letter and the new password, and ends every session; 422 {@code reset-token-invalid}. The device it is
     * done on is known from then on, and what others have guessed is forgotten: sign in with {@code device.token} as answered.
     */
    @POST
    @Path("/reset")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<ResetView> reset(@Valid @NotNull ResetRequest request) {
        return resetPassword
                .handle(request.token(), request.password(), request.deviceToken())
                .map(device -> new ResetView(device.text()));
    }

    /** Whose password it is. */
    public record ForgotRequest(@NotNull @Size(max = 255) String email) {}

    /**
     * What the sign-in after it says.
     *
     * @param deviceToken what this device is known by
     */
    public record ResetView(String deviceToken) {

        /** Never the token: what is printed may be kept. */
        @Override
        public String toString() {
            return "ResetView";
        }
    }

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
