package app.godo.reco.training;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.util.UUID;

/**
 * A training has begun.
 *
 * @param state {@code running}
 */
@RegisterForReflection
record TrainingStarted(UUID id, String state) {}
