package app.godo.users.passwords;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What may be a password, what a guess costs (OWASP's Argon2id profile), and how many are worked on at once. */
@ConfigMapping(prefix = "godo.passwords")
interface PasswordConfig {

    /** Characters. */
    @WithDefault("12")
    int minimumLength();

    /** Enough for any passphrase, too little to keep a worker busy. */
    @WithDefault("1024")
    int maximumLength();

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
