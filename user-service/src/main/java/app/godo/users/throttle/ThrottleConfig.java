package app.godo.users.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import jakarta.validation.constraints.Min;

/** How many wrong passwords cost nothing, and what each costs from there. */
@ConfigMapping(prefix = "godo.throttle")
interface ThrottleConfig {

    /** At one account, or from one of its devices. */
    @WithDefault("5")
    @Min(1)
    int freeOfAccount();

    /** From one address: many people may share it. */
    @WithDefault("50")
    @Min(1)
    int freeOfAddress();

    /** The first pause; each further failure doubles it. */
    @WithDefault("1s")
    Duration firstPause();

    /** The longest pause: who forgets a password is never kept out for longer. */
    @WithDefault("15m")
    Duration longestPause();

    /** Without a failure for so long, all is forgiven. */
    @WithDefault("1h")
    Duration memory();

    /** On a developer's machine ({@code godo.dev}) the machine itself is no address to be counted. */
    @WithDefault("true")
    boolean devSparesLoopback();
}
