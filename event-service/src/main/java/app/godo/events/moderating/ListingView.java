package app.godo.events.moderating;

import java.time.Instant;
import java.util.UUID;

/**
 * What a Source lists, as far as a moderator needs to know it.
 *
 * @param key the name of its Source and its id there
 * @param eventId of the Event that it tells of
 * @param title as listed
 * @param startsAt as listed
 * @param locationName as listed, null when it is not told
 * @param url its page, null for none
 */
record ListingView(
        String key, String source, UUID eventId, String title, Instant startsAt, String locationName, String url) {}
