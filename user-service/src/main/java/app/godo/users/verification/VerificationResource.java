package app.godo.users.verification;

import io.smallrye.mutiny.Uni;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Proving a mailbox. */
@Path("/auth/verify-email")
public class VerificationResource {

    private final VerifyEmail verifyEmail;

    VerificationResource(VerifyEmail verifyEmail) {
        this.verifyEmail = verifyEmail;
    }

    /** Takes the token of the letter: {@code {status: "verified"}}, or 422 {@code verification-token-invalid}. */
    @POST
    public Uni<VerificationView> verify(@Valid @NotNull VerificationRequest request) {
        return verifyEmail.handle(request.token()).replaceWith(new VerificationView("verified"));
    }

    /** The token of a letter. */
    public record VerificationRequest(
            @NotNull @Size(max = 100) String token) {}

    /** How it went. */
    public record VerificationView(String status) {}
}
