package app.godo.wire.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

import java.time.Duration;

/** Whose outbox it is. */
@ConfigMapping(prefix = "godo.outbox")
public interface OutboxConfig {

    /** The service's schema. */
    @WithName("schema")
    String schema();

    /** How often to look for rows whose wake-up call was lost; not under a second. */
    @WithDefault("1s")
    Duration sweep();

    /** How long a published row stays, for those who ask later what was said. */
    @WithDefault("7d")
    Duration keepPublished();
}
