package app.godo.events.listings;

import app.godo.events.listings.Grouping.Standing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/** How Events stand to one another and with people. Joins the current transaction. */
@ApplicationScoped
class Standings {

    private static final String FIND = """
            select id from events where id = any (cast(?1 as uuid[])) or merged_into = any (cast(?1 as uuid[]))""";

    private static final String HOLD =
            "select id from events where id = any (cast(?1 as uuid[])) order by id for update";

    private static final String READ = """
            select e.id, e.merged_into, e.moderation_status = 'rejected', known.people
              from events.people_of(cast(?1 as uuid[])) as known join events as e on e.id = known.event_id""";

    /** Of these Events and of all that were merged into them. Nobody else merges them who has not their days. */
    Uni<Map<UUID, Standing>> of(Collection<UUID> events) {
        return events.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : ids(FIND, events).chain(Standings::read);
    }

    /** Until the transaction ends nobody else changes these Events, or who comes to them. */
    Uni<Void> hold(Collection<UUID> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : ids(HOLD, events).replaceWithVoid();
    }

    private static Uni<List<UUID>> ids(String statement, Collection<UUID> events) {
        return Panache.getSession().chain(session -> session.createNativeQuery(statement, UUID.class)
                .setParameter(1, events.toArray(UUID[]::new))
                .getResultList());
    }

    private static Uni<Map<UUID, Standing>> read(Collection<UUID> held) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(READ, Object[].class)
                        .setParameter(1, held.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Standing((UUID) row[0], (UUID) row[1], (Boolean) row[2], (Long) row[3]))
                        .collect(Collectors.toMap(Standing::id, Function.identity())));
    }
}
