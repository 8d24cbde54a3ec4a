package app.godo.users.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where letters go. */
@ConfigMapping(prefix = "godo.mail")
interface MailConfig {

    /** Whether letters are kept to be read at {@code /dev/mail} instead of delivered: development only. */
    @WithDefault("false")
    boolean captured();
}
