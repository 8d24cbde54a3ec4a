package app.godo.reco.training;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a ranking did on what people swiped after it was made.
 *
 * @param auc the probability that of a liked and a disliked Event the liked one has the higher score
 * @param logLoss of its calibrated probabilities, null where it has none
 * @param calibrationError of the same, null likewise
 * @param ndcg mean NDCG@10 over people, among all Events that were still to come
 * @param hitRate the share of people for whom one of the first 20 was liked
 * @param coverage the share of Events that were among somebody's first 20
 */
@RegisterForReflection
record Figures(double auc, Double logLoss, Double calibrationError, double ndcg, double hitRate, double coverage) {}
