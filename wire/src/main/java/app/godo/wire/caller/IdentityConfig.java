package app.godo.wire.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.time.Duration;

/** Whose tokens are believed. */
@ConfigMapping(prefix = "godo.auth")
public interface IdentityConfig {

    /** The {@code iss} of our tokens. */
    @WithDefault("https://godo.app")
    String issuer();

    /** The {@code aud} of our tokens. */
    @WithDefault("godo-api")
    String audience();

    /** Where the public keys are: {@code http(s):} or, in tests, {@code file:}. */
    @WithDefault("http://127.0.0.1:8081/api/v1/.well-known/jwks.json")
    URI jwksUrl();

    /** How often they are fetched anew: what user-service waits for before a new key signs. */
    @WithDefault("5m")
    Duration jwksRefresh();

    /** How far clocks may differ. */
    @WithDefault("30s")
    Duration clockSkew();

    /** Access tokens remembered as verified, so that each signature is checked once. */
    @WithDefault("50000")
    int rememberedTokens();
}
