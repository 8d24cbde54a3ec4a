package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/** What was made of the Listings so far. */
@ApplicationScoped
class Listings {

    private static final String FIND = """
            select listed.source, listed.external_id, e.id, listed.raw_hash, e.schedule_status = 'cancelled'
              from unnest(cast(?1 as text[]), cast(?2 as text[])) as wanted (source, external_id)
              join source_listings as listed
                on listed.source = wanted.source and listed.external_id = wanted.external_id
              join events as e on e.id = listed.event_id
             order by e.id""";

    private static final String HOLD = FIND + "\n   for update of e";

    /** @param fingerprint of the draft as it was last taken */
    record Known(UUID eventId, byte[] fingerprint, boolean cancelled) {

        boolean saysOtherwise(Drafted told) {
            return !MessageDigest.isEqual(fingerprint, told.fingerprint());
        }
    }

    /** By {@link ListingFact#key}; what a Source lists for the first time is missing. */
    Uni<Map<String, Known>> find(List<Drafted> told) {
        return known(FIND, told);
    }

    /** The same, and the Events are held until the transaction ends: those who take a seat meanwhile wait. */
    Uni<Map<String, Known>> hold(List<Drafted> told) {
        return told.isEmpty() ? Uni.createFrom().item(Map.of()) : known(HOLD, told);
    }

    private static Uni<Map<String, Known>> known(String statement, List<Drafted> told) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement, Object[].class)
                        .setParameter(
                                1, told.stream().map(one -> one.seen().source()).toArray(String[]::new))
                        .setParameter(
                                2,
                                told.stream()
                                        .map(one -> one.seen().externalId())
                                        .toArray(String[]::new))
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row[0] + ":" + row[1], Listings::known)));
    }

    private static Known known(Object[] row) {
        return new Known((UUID) row[2], (byte[]) row[3], (Boolean) row[4]);
    }
}
