package app.godo.events.listings;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What was made of the Listings so far. */
@ApplicationScoped
class Listings {

    /** The Event is held until the transaction ends: those who take a seat meanwhile wait. */
    private static final String FIND = """
            select e.id, listed.raw_hash, e.schedule_status = 'cancelled'
              from source_listings as listed
              join events as e on e.id = listed.event_id
             where listed.source = ?1 and listed.external_id = ?2
               for update""";

    /** @param fingerprint of the draft as it was last taken */
    record Known(UUID eventId, byte[] fingerprint, boolean cancelled) {}

    /** Null when the Source lists it for the first time. */
    Uni<Known> find(String source, String externalId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, source)
                        .setParameter(2, externalId)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : new Known((UUID) row[0], (byte[]) row[1], (Boolean) row[2]));
    }
}
