package app.godo.ingestion.syncing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How Syncs are run. How often each Source is read stands in its row, where an admin can change it. */
@ConfigMapping(prefix = "godo.sync")
interface SyncConfig {

    /** How often it is looked which Sources are due; {@code off} leaves it to admins. */
    @WithDefault("1m")
    String checkEvery();

    /** How long after a replica's last sign of life another takes its run over. */
    @WithDefault("60s")
    Duration lease();

    /** Listings in one transaction. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int batch();

    /** How long what a Source answered is kept, so that a run can be read once more. */
    @WithDefault("14d")
    Duration keepPayloads();

    /** How long after it was cut short a run can be gone on with; later the Source is read from its beginning. */
    @WithDefault("2h")
    Duration resumeWithin();
}
