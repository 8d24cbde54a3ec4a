package app.godo.swipes.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.time.Period;

/** When swipes are put away. */
@ConfigMapping(prefix = "godo.swipes.archive")
interface ArchiveConfig {

    /** How long swipes stay where they were written. */
    @WithDefault("P13M")
    Period after();

    /** How often it is done, by whichever replica comes first. */
    @WithDefault("7d")
    Duration once();

    /** In swipes: what one transaction moves. */
    @WithDefault("5000")
    int portion();
}
