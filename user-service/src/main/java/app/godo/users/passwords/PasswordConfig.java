package app.godo.users.passwords;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a guess costs (OWASP's Argon2id profile), and how many are worked on at once. */
@ConfigMapping(prefix = "godo.passwords")
interface PasswordConfig {

    /** KiB of memory. */
    @WithDefault("19456")
    int memory();

    @WithDefault("2")
    int iterations();

    @WithDefault("1")
    int parallelism();

    @WithDefault("2")
    int threads();

    /** How many may wait; a longer queue only makes everyone too late. */
    @WithDefault("48")
    int queue();
}
