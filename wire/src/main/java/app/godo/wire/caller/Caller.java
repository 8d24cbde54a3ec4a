package app.godo.wire.caller;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.RequestScoped;

/** The authenticated user of the request: nothing a client sends but its access token says who it is. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;
    private final CurrentIdentityAssociation deferred;

    Caller(SecurityIdentity identity, CurrentIdentityAssociation deferred) {
        this.identity = identity;
        this.deferred = deferred;
    }

    /** The user's id where nobody has to sign in: null when nobody has. Who comes with a false token is refused here as elsewhere. */
    public Uni<UUID> idIfAny() {
        return deferred.getDeferredIdentity()
                .map(who -> who.<AccessToken>getAttribute(BearerTokens.TOKEN))
                .map(token -> token == null ? null : token.userId());
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
