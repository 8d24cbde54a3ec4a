package app.godo.users.credentials;

import app.godo.users.credentials.EmailResource.EmailChangeView;
import io.smallrye.mutiny.Uni;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Proving another mailbox, on whatever device its letter is opened. */
@Path("/auth/email/confirm")
public class EmailConfirmationResource {

    private final ConfirmEmail confirmEmail;

    EmailConfirmationResource(ConfirmEmail confirmEmail) {
        this.confirmEmail = confirmEmail;
    }

    /** Takes the token of the letter: {@code {status: "changed"}}, or 422 {@code email-token-invalid}. */
    @POST
    public Uni<EmailChangeView> confirm(@Valid @NotNull EmailConfirmation request) {
        return confirmEmail.handle(request.token()).replaceWith(new EmailChangeView("changed"));
    }

    /** The token of the letter. */
    public record EmailConfirmation(
            @NotNull @Size(max = 200) String token) {}
}
