package app.godo.reco.tastes;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Traits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a swipe on an Event teaches, and until when.
 *
 * @param facets what there is to like about it
 * @param forgottenAt from when on nobody asks any more whether it was swiped: a swipe that comes later teaches nothing; null
 *     while that is not known
 */
record Taught(List<String> facets, Instant forgottenAt) {

    /** As long as a phone may have been offline. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** An Event that is gone or hidden: it may come back. */
    static final Taught NOTHING_KNOWN = new Taught(List.of(), null);

    static Taught of(Traits event) {
        return of(event, EventFacets.namesOf(event));
    }

    /** @param facets the Event's, where they are known already */
    static Taught of(Traits event, List<String> facets) {
        var end = event.endTime() == null ? event.dateTime() : event.endTime();
        return new Taught(facets, end.plus(REMEMBERED));
    }

    boolean forgotten(Instant moment) {
        return forgottenAt != null && !moment.isBefore(forgottenAt);
    }
}
