package app.godo.reco.tastes;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The fold of all of a person's swipes, as it is kept.
 *
 * @param sums by facet
 * @param swipes how many there are in it
 * @param seen a mark for each Event that somebody may still ask for
 * @param stated the facets they chose
 * @param corrections what the person says of it
 * @param last the last swipe that came in, null when there is none
 */
record Vector(
        Map<String, Tally> sums,
        int swipes,
        Map<UUID, byte[]> seen,
        List<String> stated,
        Corrections corrections,
        UUID last) {

    /**
     * The same sums to which {@link LearnFromSwipes} comes swipe by swipe, if the Events have not changed in between.
     *
     * @param swipes one for each Event
     * @param taught what the Events teach
     */
    static Vector of(
            Collection<Swiped> swipes,
            Map<UUID, Taught> taught,
            List<String> stated,
            Corrections corrections,
            Instant now) {
        var sums = new HashMap<String, Tally>();
        var seen = new HashMap<UUID, byte[]>();
        var count = 0;
        UUID last = null;
        for (var swipe : swipes) {
            var lesson = taught.getOrDefault(swipe.eventId(), Taught.NOTHING_KNOWN);
            last = later(last, swipe.swipeId());
            if (lesson.forgotten(swipe.swipedAt())) {
                continue;
            }
            count++;
            var teaches = corrections.learnsFrom(swipe.swipedAt());
            if (teaches) {
                sums.merge(TasteKeys.ALL, swipe.tally(), Tally::plus);
                lesson.facets().forEach(facet -> sums.merge(facet, swipe.tally(), Tally::plus));
            }
            if (!lesson.forgotten(now)) {
                // a check on no facets: should it be swiped again, only the database can say what the sums are
                seen.put(swipe.eventId(), swipe.mark(teaches ? lesson.facets() : List.of()));
            }
        }
        return new Vector(sums, count, seen, stated, corrections, last);
    }

    /** Of two ids of ours the one that was made later; either may be null. */
    static UUID later(UUID one, UUID other) {
        return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }
}
