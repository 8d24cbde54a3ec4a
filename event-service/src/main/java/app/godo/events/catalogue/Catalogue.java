package app.godo.events.catalogue;

import app.godo.wire.events.EventView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Writes Events. A draft goes to the database whole, as JSON whose names are the columns' names, so that an Event with all that
 * hangs on it is one statement, which also answers with the row as it is then. Joins the current transaction.
 */
@ApplicationScoped
public class Catalogue {

    /** What each telling of an Event decides. Capacity is apart: see {@link #REVISE}. */
    private static final String TOLD = """
            title, description, date_time, end_time, time_zone, all_day, time_tbd, schedule_status, location_kind,
            location_name, location_address, latitude, longitude, neighborhood, borough, transit_score, category, tags,
            price_min, price_max, currency, price_known, image_url, external_url, accessibility_info""";

    private static final String ADD = """
            insert into events as e (id, source, created_by_user_id, moderation_status, capacity, %1$s)
            select cast(?1 as uuid), source, created_by_user_id, moderation_status, capacity, %1$s
              from jsonb_populate_record(cast(null as events), cast(cast(?2 as text) as jsonb))""".formatted(TOLD);

    private static final String ADD_ALONE = ADD + " returning cast(to_jsonb(e) as text)";

    private static final String ADD_LISTED = """
            with event as (%s returning e.*),
            listed as (
                insert into source_listings (source, external_id, event_id, url, raw_hash, listing)
                select event.source, ?3, event.id, event.external_url, ?4, cast(cast(?5 as text) as jsonb) from event)
            select cast(to_jsonb(event) as text) from event""".formatted(ADD);

    /** A source that lowers its capacity below the seats already taken turns nobody away: the event is then just full. */
    private static final String REVISE = """
            with event as (
                update events as e
                   set (version, capacity, %1$s) = (
                       select e.version + 1,
                              case when capacity is not null then greatest(capacity, e.current_attendees) end,
                              %1$s
                         from jsonb_populate_record(cast(null as events), cast(cast(?2 as text) as jsonb)))
                 where e.id = cast(?1 as uuid)
                returning e.*),
            listed as (
                update source_listings
                   set url = event.external_url, raw_hash = ?4, listing = cast(cast(?5 as text) as jsonb), last_seen = now()
                  from event
                 where source_listings.source = event.source and external_id = ?3)
            select cast(to_jsonb(event) as text) from event""".formatted(TOLD);

    private final ObjectMapper mapper;
    private final ObjectReader rows;

    Catalogue(ObjectMapper mapper) {
        this.mapper = mapper;
        this.rows = mapper.readerFor(EventView.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * What a Source tells of an Event.
     *
     * @param listing as it came, kept to be able to say who told what
     */
    public record Told(String externalId, Draft draft, Object listing) {}

    /** Adds what a person submits. */
    public Uni<EventView> add(UUID id, Draft draft) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_ALONE, String.class)
                        .setParameter(1, id.toString())
                        .setParameter(2, json(draft))
                        .getSingleResult())
                .map(this::view);
    }

    /** Adds an Event that a Source lists. */
    public Uni<EventView> add(UUID id, Told told) {
        return write(ADD_LISTED, id, told);
    }

    /** Changes an Event to what its Source tells now; its version grows. */
    public Uni<EventView> revise(UUID id, Told told) {
        return write(REVISE, id, told);
    }

    /** Equal for equal drafts. */
    public byte[] fingerprintOf(Draft draft) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(draft));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Uni<EventView> write(String statement, UUID id, Told told) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement, String.class)
                        .setParameter(1, id.toString())
                        .setParameter(2, json(told.draft()))
                        .setParameter(3, told.externalId())
                        .setParameter(4, fingerprintOf(told.draft()))
                        .setParameter(5, json(told.listing()))
                        .getSingleResult())
                .map(this::view);
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private EventView view(String row) {
        try {
            return rows.readValue(row);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a row of events that is no Event", bug);
        }
    }
}
