package app.godo.events.listings;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A Listing as it was last taken.
 *
 * @param homeId the Event that was made for it alone, null when it joined one at once
 * @param fingerprint of its draft
 * @param listing as it came
 * @param lastSeen when it came; of one that vanished, when that came
 * @param day the local one of its start, null when it was never compared with others
 * @param sourceKind null when it was not told
 * @param terms as they came; null likewise
 */
record Known(
        String key,
        String source,
        String externalId,
        UUID eventId,
        UUID homeId,
        byte[] fingerprint,
        String listing,
        Instant lastSeen,
        LocalDate day,
        boolean vanished,
        String sourceKind,
        String terms) {

    boolean saysOtherwise(Drafted told) {
        return !MessageDigest.isEqual(fingerprint, told.fingerprint());
    }
}
