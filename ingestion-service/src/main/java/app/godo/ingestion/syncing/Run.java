package app.godo.ingestion.syncing;

import app.godo.ingestion.leasing.Lease;
import app.godo.ingestion.sources.Source;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A run on its way, in the replica that holds its lease. Its steps follow one another: nothing here is shared. */
final class Run {

    /** From here on a feed that is mostly unreadable is not read to its end: it has changed its form. */
    private static final int ENOUGH_UNREADABLE = 500;

    private static final String UNREAD = "";

    final UUID id;
    final Source source;
    final Lease lease;
    final Instant startedAt;

    private final Map<String, String> seen = new HashMap<>();
    private int quarantined;
    private boolean everyRowKnown = true;
    private Throwable cutShortBy;

    Run(UUID id, Source source, Lease lease, Instant startedAt) {
        this.id = id;
        this.source = source;
        this.lease = lease;
        this.startedAt = startedAt;
    }

    /** What this run has already read under this id; null when this is the first, whatever could not be read before it. */
    String earlier(String externalId, String fingerprint) {
        var earlier = seen.putIfAbsent(externalId, fingerprint);
        return UNREAD.equals(earlier) && seen.replace(externalId, UNREAD, fingerprint) ? null : earlier;
    }

    /** Counts a row set aside; one without an id may be any Listing, so that none can be said to be missing. */
    void setsAside(String externalId) {
        quarantined++;
        if (externalId == null) {
            everyRowKnown = false;
        } else {
            seen.putIfAbsent(externalId, UNREAD);
        }
    }

    /** The feed ended with a failure: what it gave before is stored first. */
    void cutShort(Throwable failure) {
        cutShortBy = failure;
    }

    /** Null when the feed was read to its end. */
    Throwable cutShortBy() {
        return cutShortBy;
    }

    boolean makesNoSense() {
        return quarantined > ENOUGH_UNREADABLE && quarantined > seen.size() / 2;
    }

    boolean knowsWhatIsMissing() {
        return everyRowKnown;
    }

    boolean readAll() {
        return quarantined == 0;
    }

    int listed() {
        return seen.size();
    }
}
