package app.godo.users.session;

import app.godo.users.tokens.AccessTokenMint;
import app.godo.wire.caller.Caller;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Signing in, staying so, and signing out. */
@Path("/auth")
public class SessionResource {

    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final LogOut logOut;
    private final AccessTokenMint mint;
    private final Caller caller;

    SessionResource(LogIn logIn, RefreshSession refreshSession, LogOut logOut, AccessTokenMint mint, Caller caller) {
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.logOut = logOut;
        this.mint = mint;
        this.caller = caller;
    }

    /**
     * Opens a session; one more than fifty ends the one that has been unused the longest. 401 {@code invalid-credentials}, the same
     * whichever of the two was wrong; 403 {@code account-deactivated}, 429 {@code too-many-attempts}, 503 {@code busy}.
     */
    @POST
    @Path("/login")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<SignedInView> logIn(@Valid @NotNull LoginRequest request) {
        return logIn.handle(request).map(in -> SignedInView.of(in, mint));
    }

    /** Exchanges a refresh token. 401 {@code refresh-token-invalid} or {@code refresh-token-reused}: sign in again. */
    @POST
    @Path("/refresh")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<SignedInView> refresh(@Valid @NotNull RefreshRequest request) {
        return refreshSession.handle(request.refreshToken()).map(in -> SignedInView.of(in, mint));
    }

    /** Ends this session, or with {@code ?all=true} every session of the caller. */
    @POST
    @Path("/logout")
    @Authenticated
    public Uni<Void> logOut(@RestQuery @DefaultValue("false") String all) {
        // "yes" read as no would leave the sessions open that the caller believes ended
        Refusal.when(
                !all.equals("true") && !all.equals("false"),
                () -> new InvalidField("?all", "boolean", "all is true or false."));
        return logOut.handle(caller.token(), all.equals("true"));
    }
}
