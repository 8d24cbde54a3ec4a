package app.godo.events.moderating;

import java.util.UUID;

/**
 * What came of it.
 *
 * @param eventOfOne the Event that the first Listing tells of now
 * @param eventOfOther the second likewise; the same one where they are together
 */
record RulingView(String one, String other, boolean same, UUID eventOfOne, UUID eventOfOther) {}
