package app.godo.reco.training;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How well the probability of one Direction explains what was swiped later.
 *
 * @param share how often it was swiped
 * @param logLoss against all other Directions
 * @param calibrationError likewise
 */
@RegisterForReflection
record DirectionFigures(double share, double logLoss, double calibrationError) {}
