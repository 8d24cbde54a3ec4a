package app.godo.reco.training;

import java.time.Instant;
import java.util.UUID;

/**
 * How a training goes or went.
 *
 * @param state {@code running|promoted|rejected|failed}
 * @param detail why it was rejected or failed, null otherwise
 * @param modelVersion what it made, null when nothing
 * @param finishedAt null while it runs
 */
record TrainingView(UUID id, String state, String detail, Long modelVersion, Instant startedAt, Instant finishedAt) {}
