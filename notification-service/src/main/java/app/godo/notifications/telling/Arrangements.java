package app.godo.notifications.telling;

import app.godo.wire.events.EventView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** When and where Events take place: as their people were told, and as it is. */
@ApplicationScoped
class Arrangements {

    /** An Event's versions never go back, so that a replay changes nothing. What is seen for the first time is news to nobody. */
    private static final String KEEP = """
            insert into arrangements as known (event_id, version, told, latest)
            select card.id, ?2, cast(cast(?3 as text) as jsonb), cast(cast(?3 as text) as jsonb)
              from events.event_cards as card where card.id = ?1
            on conflict (event_id) do update set version = excluded.version, latest = excluded.latest, %s
             where known.version < excluded.version""";

    private static final String CHANGED =
            KEEP.formatted("due_at = coalesce(known.due_at, now() + make_interval(secs => ?4))");

    private static final String TOLD = KEEP.formatted("told = excluded.latest, due_at = null");

    /** Its people are told of what stands for it, and that is what they know then, unless they are to be told of the merging yet. */
    private static final String FOLLOWED = KEEP.formatted("""
            told = case when known.due_at is null or known.told - 'title' = known.latest - 'title'
                        then excluded.latest else known.told end""");

    /** What nobody may see is not among the cards. */
    private static final String REJECTED = """
            update arrangements
               set version = ?2, told = cast(cast(?3 as text) as jsonb), latest = cast(cast(?3 as text) as jsonb), due_at = null
             where event_id = ?1 and version < ?2""";

    /** The longest due first; another replica takes others meanwhile. */
    private static final String TAKE = """
            with due as (
                select event_id, told from arrangements where due_at <= now()
                 order by due_at limit ?1 for update skip locked),
            taken as (
                update arrangements as known set told = known.latest, due_at = null
                  from due where known.event_id = due.event_id
                returning known.event_id, known.version, due.told, known.latest)
            select cast(to_jsonb(taken) as text) from taken""";

    private final ObjectMapper mapper;
    private final TellingConfig config;

    Arrangements(ObjectMapper mapper, TellingConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    /**
     * What an Event's people are told of unless it is taken back before.
     *
     * @param told what they know
     * @param latest what holds
     */
    record Change(UUID eventId, long version, Arrangement told, Arrangement latest) {}

    /** Keeps what may have to be told. */
    Uni<Void> changed(EventView event) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CHANGED)
                        .setParameter(1, event.id())
                        .setParameter(2, event.version())
                        .setParameter(3, json(Arrangement.of(event)))
                        .setParameter(4, (double) config.settling().toMillis() / 1000)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Keeps what is told at once, with all that waited. */
    Uni<Void> told(EventView event) {
        return keep(TOLD, event, Arrangement.of(event));
    }

    /** Keeps what another Event's people are told of that one. */
    Uni<Void> followed(EventView event) {
        return keep(FOLLOWED, event, Arrangement.of(event));
    }

    /** Keeps that moderators took it down: as far as its people know, it does not take place. */
    Uni<Void> rejected(EventView event) {
        return keep(REJECTED, event, Arrangement.of(event).calledOff());
    }

    private Uni<Void> keep(String statement, EventView event, Arrangement arrangement) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter(1, event.id())
                        .setParameter(2, event.version())
                        .setParameter(3, json(arrangement))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Takes what has settled; what it was and what it is may be the same again. */
    Uni<List<Change>> take(int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, String.class)
                        .setParameter(1, most)
                        .getResultList())
                .map(rows -> rows.stream().map(this::change).toList());
    }

    private String json(Arrangement arrangement) {
        try {
            return mapper.writeValueAsString(arrangement);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Change change(String json) {
        try {
            return mapper.readValue(json, Change.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
