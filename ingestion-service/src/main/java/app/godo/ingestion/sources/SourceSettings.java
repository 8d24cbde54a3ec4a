package app.godo.ingestion.sources;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What a Source's row says about how its payloads are to be read.
 *
 * @param name the Source's name
 * @param zone the zone that its clock times are in whatever it says itself, for Sources that say none or a wrong one; null when
 *     it can be believed
 * @param floatingZone the zone of clock times that say none, for Sources that are to be believed otherwise; null when it is ours
 * @param venue where its Events take place when it does not say, null when they are all over the city
 * @param at the moment as of which it is read: it bounds which occurrences of a series are told, and which dates can be
 */
public record SourceSettings(String name, ZoneId zone, ZoneId floatingZone, String venue, Instant at) {

    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** A Source of New York of which nothing else needs to be said. */
    public static SourceSettings of(String name, Instant at) {
        return new SourceSettings(name, null, null, null, at);
    }

    /** The zone of what does not say its own. */
    public ZoneId home() {
        return zone != null ? zone : floatingZone != null ? floatingZone : NEW_YORK;
    }
}
