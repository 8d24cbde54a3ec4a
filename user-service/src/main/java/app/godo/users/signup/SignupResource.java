package app.godo.users.signup;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

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
        return signUp.handle(request).replaceWith(new SignupView("verification_sent"));
    }

    /** What happens next. */
    public record SignupView(String status) {}
}
