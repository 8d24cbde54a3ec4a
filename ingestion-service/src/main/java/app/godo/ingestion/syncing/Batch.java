package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Row;
import app.godo.wire.facts.ListingFact.Listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some rows of a run, as they go into one transaction. */
record Batch(int rows, Map<String, Seen> listings, int merged, List<Row.Unreadable> unreadable) {

    /**
     * A Listing with its fingerprint: of what was read, not of the row's bytes, because an export stamps its own day on every
     * row.
     *
     * @param raw the row as it came, as JSON; null where the licence does not let it be kept
     * @param told the Listing as JSON
     */
    record Seen(String externalId, String raw, String told, String fingerprint, Listing listing) {

        Seen called(String id) {
            return new Seen(id, raw, told, fingerprint, listing);
        }
    }

    /** A row as it is stored: a {@link Seen}, or what could not be read. */
    record Prepared(Row row, Seen seen) {

        /** What it went by before, null when it goes by one id only. */
        String otherId() {
            return row instanceof Row.Read read ? read.otherId() : null;
        }

        Prepared called(String id) {
            return new Prepared(row, seen.called(id));
        }
    }

    /** A Listing twice in one feed is one; a second one that says otherwise is set aside. */
    static Batch of(Run run, List<Prepared> rows) {
        var listings = new LinkedHashMap<String, Seen>();
        var unreadable = new ArrayList<Row.Unreadable>();
        var merged = 0;
        for (var prepared : rows) {
            switch (prepared.row()) {
                case Row.Unreadable bad -> unreadable.add(bad);
                case Row.Read good -> {
                    var seen = prepared.seen();
                    var earlier = run.earlier(seen.externalId(), seen.fingerprint());
                    if (earlier == null) {
                        listings.put(seen.externalId(), seen);
                    } else if (earlier.equals(seen.fingerprint())) {
                        merged++;
                    } else {
                        unreadable.add(new Row.Unreadable(
                                seen.externalId(), "The feed lists this id more than once", good.raw()));
                    }
                }
            }
        }
        unreadable.forEach(bad -> run.setsAside(bad.externalId()));
        return new Batch(rows.size(), listings, merged, unreadable);
    }
}
