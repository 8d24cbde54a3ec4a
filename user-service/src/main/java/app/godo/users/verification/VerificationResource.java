package app.godo.users.verification;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Proving a mailbox. */
@Path("/auth/verify-email")
public class VerificationResource {

    private final VerifyEmail verifyEmail;
    private final ResendVerification resendVerification;

    VerificationResource(VerifyEmail verifyEmail, ResendVerification resendVerification) {
        this.verifyEmail = verifyEmail;
        this.resendVerification = resendVerification;
    }

    /** Takes the token of the letter: {@code {status: "verified"}}, or 422 {@code verification-token-invalid}. */
    @POST
    public Uni<VerificationView> verify(@Valid @NotNull VerificationRequest request) {
        return verifyEmail.handle(request.token()).replaceWith(new VerificationView("verified"));
    }

    /** Sends the letter once more. The answer is the same where there is nothing to prove. */
    @POST
    @Path("/resend")
    @ResponseStatus(202)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<VerificationView> resend(@Valid @NotNull ResendRequest request) {
        return resendVerification.handle(request.signup()).replaceWith(new VerificationView("verification_sent"));
    }

    /** Which signup, as its answer said. */
    public record ResendRequest(@NotNull UUID signup) {}

    /** The token of a letter. */
    public record VerificationRequest(
            @NotNull @Size(max = 200) String token) {}

    /** How it went. */
    public record VerificationView(String status) {}
}
