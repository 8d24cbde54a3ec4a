package app.godo.users.person;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.time.Duration;

/** How a mailbox is proven. */
@ConfigMapping(prefix = "godo.auth")
public interface VerificationConfig {

    /** Whether nobody signs in before. */
    @WithDefault("true")
    boolean requireVerifiedEmail();

    /** How long a letter's token holds. */
    @WithDefault("10m")
    Duration emailTokenLife();

    /** What the link in a letter opens in the app. */
    @WithDefault("https://godo.app/verify-email")
    URI verificationPage();

    /** The same of a letter that lets choose another password. */
    @WithDefault("https://godo.app/reset-password")
    URI resetPage();

    /** The same of a letter to a new address. */
    @WithDefault("https://godo.app/confirm-email")
    URI emailChangePage();
}
