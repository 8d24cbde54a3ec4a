package app.godo.users.texts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Through whom messages go. */
@ConfigMapping(prefix = "godo.texts")
interface TextsConfig {

    /** Takes {@code POST {"to": …, "text": …}}; without it there are no phone numbers to be proven. */
    Optional<URI> gateway();

    /** What it knows us by, as a bearer token. */
    Optional<String> secret();

    @WithDefault("5s")
    Duration timeout();
}
