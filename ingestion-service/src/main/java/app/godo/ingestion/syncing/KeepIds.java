package app.godo.ingestion.syncing;

import app.godo.ingestion.syncing.Batch.Prepared;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets a Listing keep the id that it has. Events of several days that share their Source's id have their day in ours; when one of them
 * is left, or a second one comes, those that are known by the other form of their id go on by it.
 */
@ApplicationScoped
class KeepIds {

    private final Transactions transactions;
    private final Listings listings;

    KeepIds(Transactions transactions, Listings listings) {
        this.transactions = transactions;
        this.listings = listings;
    }

    Uni<List<Prepared>> handle(Run run, List<Prepared> rows) {
        var ids = rows.stream()
                .filter(row -> row.otherId() != null)
                .flatMap(row -> Stream.of(row.seen().externalId(), row.otherId()))
                .distinct()
                .toList();
        return ids.isEmpty()
                ? Uni.createFrom().item(rows)
                : transactions
                        .sqlAsWorker(transaction -> listings.known(transaction, run, ids))
                        .map(known -> rows.stream().map(row -> kept(row, known)).toList());
    }

    /** The form with the day is the surer one; the other must be known for the same day. */
    private static Prepared kept(Prepared row, Map<String, LocalDate> known) {
        var other = row.otherId();
        if (other == null || !known.containsKey(other)) {
            return row;
        }
        var withDay = other.length() > row.seen().externalId().length();
        return withDay || !known.containsKey(row.seen().externalId()) && Objects.equals(known.get(other), day(row))
                ? row.called(other)
                : row;
    }

    private static LocalDate day(Prepared row) {
        var listing = row.seen().listing();
        return LocalDate.ofInstant(listing.startsAt(), ZoneId.of(listing.timeZone()));
    }
}
