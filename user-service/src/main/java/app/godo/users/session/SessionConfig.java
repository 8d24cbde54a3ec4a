package app.godo.users.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long a sign-in lasts. */
@ConfigMapping(prefix = "godo.session")
public interface SessionConfig {

    /** From sign-in, however often it is used. */
    @WithDefault("180d")
    Duration absolute();

    /** Without use. */
    @WithDefault("60d")
    Duration idle();

    /** How long after its first use a refresh token may come again, as an app does that asks twice at once. */
    @WithDefault("10s")
    Duration grace();

    /** How long an account that was switched off can be had back by signing in. */
    @WithDefault("30d")
    Duration reactivation();

    /** How long what is over is remembered: for whoever asks who signed in from where. */
    @WithDefault("30d")
    Duration kept();
}
