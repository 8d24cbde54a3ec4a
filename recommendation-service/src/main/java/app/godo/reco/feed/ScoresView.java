package app.godo.reco.feed;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a feed of one person could be dealt from, the best first.
 *
 * @param modelVersion of the trained model, 0 where none serves
 * @param degraded true when something that ranks was away
 */
record ScoresView(UUID userId, List<Scored> items, long modelVersion, boolean degraded) {

    /**
     * An Event as it is ranked.
     *
     * @param score how likely it is to be liked, between 0 and 1: the logistic of the sum of the contributions
     * @param contributions in log-odds, by signal; those that say nothing are left out
     */
    record Scored(UUID eventId, double score, Map<String, Double> contributions) {}
}
