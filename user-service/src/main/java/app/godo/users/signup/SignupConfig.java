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
}
