package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.leasing.Lease;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A run on its way, in the replica that holds its lease. Its steps follow one another: nothing here is shared. */
final class Run {

    /** From here on a feed that is mostly unreadable is not read to its end: it has changed its form. */
    private static final int ENOUGH_UNREADABLE = 500;

    /** More than any Source of a city has. */
    private static final int MOST_PAGES = 5000;

    private static final int MOST_WARNINGS = 50;
    private static final int LONGEST_WARNING = 500;
    private static final String UNREAD = "";

    final UUID id;
    final Source source;
    final Connector connector;
    final Lease lease;
    final Instant startedAt;

    /** The run whose payloads are read once more, null when the Source is asked. */
    final Replayed replayed;

    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Deque<Ask> asks = new ArrayDeque<>();
    private final Set<String> asked = new HashSet<>();
    private Instant since;
    private int listedBefore;
    private int beginnings;
    private int pages;
    private int lackingInARow;
    private int requests;
    private int quarantined;
    private boolean everyRowKnown = true;
    private String lacking;
    private Instant restUntil;

    Run(UUID id, Source source, Connector connector, Lease lease, Instant startedAt, Replayed replayed) {
        this.id = id;
        this.source = source;
        this.connector = connector;
        this.lease = lease;
        this.startedAt = startedAt;
        this.replayed = replayed;
        this.since = startedAt;
        this.beginnings = replayed == null ? 0 : replayed.payloads();
    }

    /**
     * A run of before.
     *
     * @param startedAt what it read is read as of then, and weighs no more than what was seen since
     * @param payloads how many payloads it read
     */
    record Replayed(UUID id, Instant startedAt, int payloads) {}

    /** How payloads are read. */
    SourceSettings settings() {
        return source.as(seenAt());
    }

    /** When what is read was there. */
    Instant seenAt() {
        return replayed == null ? startedAt : replayed.startedAt();
    }

    /** What was not seen since then is missing. */
    Instant since() {
        return since;
    }

    void begin(List<Ask> first) {
        asks.addAll(first);
        beginnings = first.size();
    }

    /** Goes on where a run broke off that was cut short from outside. */
    void resume(Cursor cursor) {
        asks.addAll(cursor.asks());
        beginnings = cursor.asks().size();
        since = cursor.since();
        listedBefore = cursor.listed();
        everyRowKnown = cursor.known();
    }

    /** Where the next run can go on, null when there is nothing left. */
    Cursor cursor() {
        return asks.isEmpty() || replayed != null
                ? null
                : new Cursor(since, listed(), everyRowKnown, List.copyOf(asks));
    }

    /** What is asked next; it stays the next until it is answered. */
    Ask ask() {
        return asks.element();
    }

    boolean hasMore() {
        return replayed == null ? !asks.isEmpty() : pages < replayed.payloads();
    }

    /** What is asked next has been answered; what follows goes before the rest, so that few are kept at once. */
    void answered(List<Ask> following) {
        lackingInARow = 0;
        if (replayed != null) {
            return;
        }
        asked.add(asks.remove().words());
        if (following.stream().map(Ask::words).anyMatch(asked::contains)) {
            lacks("The feed leads back to where it was read already");
        } else if (asked.size() >= MOST_PAGES) {
            lacks("The feed does not end after %d pages".formatted(asked.size()));
        } else {
            following.reversed().forEach(asks::addFirst);
        }
    }

    int page() {
        return pages;
    }

    void turnThePage() {
        pages++;
    }

    void countRequest() {
        requests++;
    }

    int requests() {
        return requests;
    }

    /** The Source answers nothing more before that moment; null when it does. */
    void restUntil(Instant moment) {
        restUntil = moment;
    }

    Instant restUntil() {
        return restUntil;
    }

    /** Whether what is asked next is one Event. */
    boolean asksOfOne() {
        return replayed == null && ask().single();
    }

    /** Whether it can do without what is read next: one of several things, and not the third in a row that cannot be had. */
    boolean canDoWithout() {
        return beginnings > 1 && lackingInARow < 2;
    }

    /** Does without what is read next: from here on nobody knows what is missing. */
    void doWithout(String why) {
        lackingInARow++;
        lacks(replayed == null ? "%s: %s".formatted(asks.remove().path(), why) : why);
    }

    void lacks(String what) {
        lacking = lacking == null ? what : lacking;
        warn(what);
    }

    void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning.length() <= LONGEST_WARNING ? warning : warning.substring(0, LONGEST_WARNING));
        }
    }

    Set<String> warnings() {
        return warnings;
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

    boolean makesNoSense() {
        return quarantined > ENOUGH_UNREADABLE && quarantined > seen.size() / 2;
    }

    boolean knowsWhatIsMissing() {
        return everyRowKnown && lacking == null && replayed == null;
    }

    /** What it had to do without, null when nothing. */
    String lacking() {
        return lacking;
    }

    boolean readAll() {
        return quarantined == 0;
    }

    int listed() {
        return listedBefore + seen.size();
    }
}
