package app.godo.ingestion.admin;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of a Source that could not be read, kept once however often it is met, until it can be read or is met no more.
 *
 * @param source the Source's name
 * @param runId the run that met it last
 * @param externalId the Source's own id, null when not even that could be read
 * @param reason why, in words to act on
 * @param raw the row as it came, null when there is nothing to show
 */
record QuarantinedView(
        UUID id,
        String source,
        UUID runId,
        String externalId,
        String reason,
        Instant firstSeen,
        Instant lastSeen,
        JsonNode raw) {}
