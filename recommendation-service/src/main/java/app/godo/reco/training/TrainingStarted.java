package app.godo.reco.training;

import java.util.UUID;

/**
 * A training has begun.
 *
 * @param state {@code running}
 */
record TrainingStarted(UUID id, String state) {}
