package app.godo.ingestion.admin;

import java.time.Duration;
import java.time.Instant;

/**
 * A Source and how it is doing.
 *
 * @param isActive false when paused: the schedule passes it over
 * @param isConfigured whether this deployment knows where to read it
 * @param syncStatus {@code pending|running|ok|partial|failed|paused}
 * @param lastSync null before the first
 * @param nextSync when it is due
 * @param syncFrequency ISO 8601
 * @param lastError null when the last run had none
 * @param lastRun null before the first
 */
record SourceView(
        String name,
        boolean isActive,
        boolean isConfigured,
        String syncStatus,
        Instant lastSync,
        Instant nextSync,
        Duration syncFrequency,
        String lastError,
        RunView lastRun) {}
