package app.godo.users.credentials;

import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Another mailbox. */
@Path("/users/email")
@Authenticated
public class EmailResource {

    private final ChangeEmail changeEmail;
    private final Caller caller;

    EmailResource(ChangeEmail changeEmail, Caller caller) {
        this.changeEmail = changeEmail;
        this.caller = caller;
    }

    /** Sends a letter to the new address; 403 {@code wrong-password}. The answer is the same where that has an account. */
    @POST
    @ResponseStatus(202)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<EmailChangeView> change(@Valid @NotNull EmailChange request) {
        return changeEmail
                .handle(caller.token(), request.currentPassword(), request.newEmail())
                .replaceWith(new EmailChangeView("verification_sent"));
    }

    /** The password, and what the address shall be. */
    public record EmailChange(
            @NotNull @Size(max = PasswordResource.LONGEST) String currentPassword,
            @NotNull String newEmail) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "EmailChange";
        }
    }

    /** How it stands. */
    public record EmailChangeView(String status) {}
}
