package app.godo.wire.caller;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Stands before the extension's own validator: the same tokens, without blocking and each signature checked once. */
@ApplicationScoped
class BearerIdentity implements IdentityProvider<TokenAuthenticationRequest> {

    static final String TOKEN = "godo.token";
    private static final int BEFORE_THE_EXTENSION = 100;

    private final AccessTokens tokens;

    BearerIdentity(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE_THE_EXTENSION;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return tokens.verify(request.getToken().getToken())
                .onFailure(AccessTokens.InvalidToken.class)
                .transform(invalid -> new AuthenticationFailedException())
                .map(BearerIdentity::identityOf);
    }

    private static SecurityIdentity identityOf(AccessToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.userId().toString()))
                .addRoles(token.roles())
                .addAttribute(TOKEN, token)
                .build();
    }
}
