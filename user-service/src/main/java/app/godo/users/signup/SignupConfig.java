package app.godo.users.signup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may join. The bounds of age count on that day only: nobody is locked out by a birthday. */
@ConfigMapping(prefix = "godo.signup")
interface SignupConfig {

    @WithDefault("18")
    int minimumAge();

    @WithDefault("50")
    int maximumAge();

    /** Characters; there is no other rule of composition. */
    @WithDefault("12")
    int minimumPasswordLength();

    /** Enough for any passphrase, too little to keep a worker busy. */
    @WithDefault("1024")
    int maximumPasswordLength();
}
