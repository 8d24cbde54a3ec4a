package app.godo.wire.caller;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;

import java.util.UUID;
import jakarta.enterprise.context.RequestScoped;

/** The authenticated user of the request: nothing a client sends but its access token says who it is. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The user's id. */
    public UUID id() {
        return token().userId();
    }

    /** The session the token belongs to. */
    public UUID sessionId() {
        return token().sessionId();
    }

    /** The whole token. */
    public AccessToken token() {
        AccessToken token = identity.getAttribute(BearerTokens.TOKEN);
        if (token == null) {
            throw new UnauthorizedException();
        }
        return token;
    }
}
