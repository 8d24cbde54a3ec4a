package app.godo.notifications.telling;

import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/** The notifications as the consumers write them, in the transaction of the Fact's marker. */
@ApplicationScoped
class Tellings {

    /** People who have gone since are left out; what was told before stays as it is, and is not delivered again. */
    private static final String TELL = """
            with told as (
                insert into notifications (id, user_id, type, title, message, data, dedupe_key)
                select cast(t.id as uuid), p.id, t.type, t.title, t.message, cast(t.data as jsonb), t.dedupe_key
                from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
                        cast(?5 as text[]), cast(?6 as text[]), cast(?7 as text[]))
                    as t (id, person, type, title, message, data, dedupe_key)
                join users.people p on p.id = cast(t.person as uuid)
                on conflict (user_id, dedupe_key) do nothing
                returning id, user_id)
            insert into deliveries (id, user_id, notification_id, channel)
            select uuidv7(), user_id, id, 'socket' from told""";

    private static final String NAME = """
            select coalesce(full_name, 'Someone') from users.people where id = ?1 and social.knows(?2, ?1)""";

    private static final String PEOPLE_OF_EVENT = "select notifications.people_of_event(?1)";

    Uni<Void> tell(List<Telling> tellings) {
        if (tellings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TELL)
                        .setParameter(1, texts(tellings, telling -> Ids.next().toString()))
                        .setParameter(
                                2, texts(tellings, telling -> telling.person().toString()))
                        .setParameter(3, texts(tellings, Telling::type))
                        .setParameter(4, texts(tellings, Telling::title))
                        .setParameter(5, texts(tellings, Telling::message))
                        .setParameter(6, texts(tellings, telling -> json(telling.data())))
                        .setParameter(7, texts(tellings, Telling::dedupeKey))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The name by which {@code viewer} knows a person, null when they have nothing to do with each other any more. */
    Uni<String> nameOf(UUID person, UUID viewer) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NAME, String.class)
                .setParameter(1, person)
                .setParameter(2, viewer)
                .getSingleResultOrNull());
    }

    /** Who has an Event in their plans. */
    Uni<List<UUID>> peopleOfEvent(UUID event) {
        return Panache.getSession().chain(session -> session.createNativeQuery(PEOPLE_OF_EVENT, UUID.class)
                .setParameter(1, event)
                .getResultList());
    }

    private static String json(Map<String, String> data) {
        return new JsonObject(Map.copyOf(data)).encode();
    }

    private static String[] texts(List<Telling> tellings, Function<Telling, String> part) {
        return tellings.stream().map(part).toArray(String[]::new);
    }
}
