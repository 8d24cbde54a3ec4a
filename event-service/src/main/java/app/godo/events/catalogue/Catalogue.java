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
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Writes Events. A draft goes to the database whole, as JSON whose names are the columns' names, so that Events with all that
 * hangs on them are one statement, which also answers with the rows as they are then. Joins the current transaction.
 */
@ApplicationScoped
public class Catalogue {

    /** What each telling of an Event decides. */
    private static final String TOLD = """
            title, description, date_time, end_time, time_zone, all_day, time_tbd, schedule_status, location_kind,
            location_name, location_address, latitude, longitude, neighborhood, borough, transit_score, category, tags,
            price_min, price_max, currency, price_known, image_url, external_url, capacity, accessibility_info""";

    private static final String ADD = """
            insert into events as e (id, source, created_by_user_id, moderation_status, %1$s)
            select cast(?1 as uuid), source, created_by_user_id, moderation_status, %1$s
              from jsonb_populate_record(cast(null as events), cast(cast(?2 as text) as jsonb))
            returning cast(to_jsonb(e) as text)""".formatted(TOLD);

    private static final String MANY = """
            with told as (
                select * from unnest(
                    cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]))
                    as t (event_id, listing_id, draft, fingerprint, listing)),
            """;

    private static final String ADD_LISTED = MANY + """
            event as (
                insert into events as e (id, source, created_by_user_id, moderation_status, %1$s)
                select cast(told.event_id as uuid), source, created_by_user_id, moderation_status, %1$s
                  from told, jsonb_populate_record(cast(null as events), cast(told.draft as jsonb))
                returning e.*),
            listed as (
                insert into source_listings (source, external_id, event_id, url, raw_hash, listing)
                select event.source, told.listing_id, event.id, event.external_url, decode(told.fingerprint, 'hex'),
                       cast(told.listing as jsonb)
                  from event join told on cast(told.event_id as uuid) = event.id)
            select cast(to_jsonb(event) as text) from event""".formatted(TOLD);

    /** A source may say fewer seats than are taken: that turns nobody away, and the database lets nobody in. */
    private static final String REVISE = MANY + """
            event as (
                update events as e
                   set (version, %1$s) = (
                       select e.version + 1, %1$s
                         from jsonb_populate_record(cast(null as events), cast(told.draft as jsonb)))
                  from told
                 where e.id = cast(told.event_id as uuid)
                returning e.*),
            listed as (
                update source_listings
                   set url = event.external_url, raw_hash = decode(told.fingerprint, 'hex'),
                       listing = cast(told.listing as jsonb), last_seen = now()
                  from event join told on cast(told.event_id as uuid) = event.id
                 where source_listings.source = event.source and external_id = told.listing_id)
            select cast(to_jsonb(event) as text) from event""".formatted(TOLD);

    private final ObjectMapper mapper;
    private final ObjectReader rows;

    Catalogue(ObjectMapper mapper) {
        this.mapper = mapper;
        this.rows = mapper.readerFor(EventView.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Adds what a person submits. */
    public Uni<EventView> add(UUID id, Draft draft) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD, String.class)
                        .setParameter(1, id.toString())
                        .setParameter(2, json(draft))
                        .getSingleResult())
                .map(this::view);
    }

    /** Adds Events that a Source lists; as they are then, in any order. */
    public Uni<List<EventView>> add(List<Told> told) {
        return write(ADD_LISTED, told);
    }

    /** Changes Events to what their Source tells now; their versions grow. As they are then, in any order. */
    public Uni<List<EventView>> revise(List<Told> told) {
        return write(REVISE, told);
    }

    /** Equal for equal drafts. */
    public byte[] fingerprintOf(Draft draft) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(draft));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Uni<List<EventView>> write(String statement, List<Told> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement, String.class)
                        .setParameter(1, texts(told, one -> one.eventId().toString()))
                        .setParameter(2, texts(told, Told::externalId))
                        .setParameter(3, texts(told, one -> json(one.draft())))
                        .setParameter(4, texts(told, one -> HexFormat.of().formatHex(one.fingerprint())))
                        .setParameter(5, texts(told, one -> json(one.listing())))
                        .getResultList())
                .map(rows -> rows.stream().map(this::view).toList());
    }

    private static String[] texts(List<Told> told, Function<Told, String> part) {
        return told.stream().map(part).toArray(String[]::new);
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
