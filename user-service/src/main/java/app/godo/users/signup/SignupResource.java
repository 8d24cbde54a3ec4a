package app.godo.users.signup;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Joining Godo. */
@Path("/auth/signup")
public class SignupResource {

    private final SignUp signUp;

    SignupResource(SignUp signUp) {
        this.signUp = signUp;
    }

    /** Makes an account. The answer is the same when the e-mail has one already; its owner gets a letter. */
    @POST
    @ResponseStatus(202)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<SignupView> signUp(@Valid @NotNull SignupRequest request) {
        return signUp.handle(request).map(signup -> new SignupView("verification_sent", signup));
    }

    /**
     * What happens next.
     *
     * @param signup to ask for the letter again by, whether there is one or not
     */
    public record SignupView(String status, UUID signup) {}
}
