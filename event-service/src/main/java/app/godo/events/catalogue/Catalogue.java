package app.godo.events.catalogue;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.ListingFact.Terms;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
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
            price_min, price_max, currency, price_known, image_url, external_url, capacity, external_remaining, series_id,
            accessibility_info""";

    private static final String ADD = """
            insert into events as e (id, source, created_by_user_id, moderation_status, %1$s)
            select cast(?1 as uuid), source, created_by_user_id, moderation_status, %1$s
              from jsonb_populate_record(cast(null as events), cast(cast(?2 as text) as jsonb))
            returning cast(to_jsonb(e) as text)""".formatted(TOLD);

    private static final String MANY = """
            with told as (
                select * from unnest(
                    cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
                    as t (event_id, draft, sources, merged_into))
            """;

    private static final String ADD_LISTED = MANY + """
            insert into events as e (id, source, created_by_user_id, moderation_status, sources, external_remaining_at, %1$s)
            select cast(told.event_id as uuid), draft.source, draft.created_by_user_id, draft.moderation_status,
                   cast(told.sources as jsonb), draft.external_remaining_at, %2$s
              from told, jsonb_populate_record(cast(null as events), cast(told.draft as jsonb)) as draft
            returning cast(to_jsonb(e) as text)""".formatted(TOLD, TOLD.replaceAll("(\\w+)", "draft.$1"));

    /**
     * A source may say fewer seats than are taken: that turns nobody away, and the database lets nobody in. What is told as it is
     * known is not touched.
     */
    private static final String REVISE =
            MANY + """
            update events as e
               set (version, source, sources, merged_into, is_active, external_remaining_at, %1$s) = (
                   select e.version + 1, draft.source, cast(told.sources as jsonb), cast(told.merged_into as uuid),
                          case when e.merged_into is null and told.merged_into is null then e.is_active
                               else told.merged_into is null end, draft.external_remaining_at, %2$s
                     from jsonb_populate_record(cast(null as events), cast(told.draft as jsonb)) as draft)
              from told
             where e.id = cast(told.event_id as uuid)
               and exists (
                   select from jsonb_populate_record(cast(null as events), cast(told.draft as jsonb)) as draft
                    where (e.source, e.sources, e.merged_into, %3$s)
                          is distinct from (draft.source, cast(told.sources as jsonb), cast(told.merged_into as uuid), %2$s))
            returning cast(to_jsonb(old) as text), cast(to_jsonb(new) as text)""".formatted(TOLD, TOLD.replaceAll("(\\w+)", "draft.$1"), TOLD.replaceAll("(\\w+)", "e.$1"));

    private static final String HOLD = """
            select cast(to_jsonb(e) as text) from events as e where e.id = cast(?1 as uuid) for update""";

    /** What is decided anew needs no other look. */
    private static final String DECIDE = """
            update events as e
               set moderation_status = coalesce(cast(?2 as text), moderation_status),
                   is_featured = coalesce(cast(?3 as boolean), is_featured),
                   look_again_at = case when cast(?2 as text) is null then look_again_at end,
                   version = version + 1
             where e.id = cast(?1 as uuid)
               and (coalesce(cast(?2 as text), moderation_status), coalesce(cast(?3 as boolean), is_featured))
                   is distinct from (moderation_status, is_featured)
            returning cast(to_jsonb(old) as text), cast(to_jsonb(new) as text)""";

    private static final String BELIEVE =
            "select cast(to_jsonb(e) as text) from events.believe(cast(?1 as uuid[])) as e";

    private static final String LISTED_NO_MORE = """
            and not exists (select from source_listings as l where l.event_id = coalesce(e.merged_into, e.id))""";

    /**
     * Nobody lists it any more who would let us keep what they said of it: what people said of it is theirs, and stays. Whether it
     * takes place nobody tells us from here on; that it does not was told.
     */
    private static final String BLANK = """
            update events as e
               set version = e.version + 1, is_active = false, sources = '[]',
                   schedule_status = case e.schedule_status when 'cancelled' then 'cancelled' else 'unconfirmed' end,
                   title = '%1$s', description = null, tags = '{}', image_url = null, external_url = null, metadata = '{}',
                   location_name = '%1$s', location_address = null, venue_id = null, latitude = null, longitude = null,
                   neighborhood = null, borough = null, transit_score = null, accessibility_info = '{}',
                   price_min = null, price_max = null, price_known = false,
                   external_remaining = null, external_remaining_at = null
             where (e.id = any (cast(?1 as uuid[])) or e.merged_into = any (cast(?1 as uuid[])))
               and e.created_by_user_id is null %2$s
            returning cast(to_jsonb(old) as text), cast(to_jsonb(new) as text)""".formatted("No longer listed", LISTED_NO_MORE);

    /** What was merged into another says the same as that one. */
    private static final String FOLLOW = """
            update events as e
               set (version, source, sources, %1$s) = (
                   select e.version + 1, other.source, other.sources, %2$s from events as other where other.id = e.merged_into)
             where e.merged_into = any (cast(?1 as uuid[]))
               and not (true %3$s)
            returning cast(to_jsonb(old) as text), cast(to_jsonb(new) as text)""".formatted(TOLD, TOLD.replaceAll("(\\w+)", "other.$1"), LISTED_NO_MORE);

    /** What is counted or stamped is no change of the Event itself. */
    private static final Set<String> KEPT_BY_ITSELF = Set.of(
            "version", "updated_at", "external_remaining_at", "is_active", "searched", "look_again_at", "archived_at");

    private final ObjectMapper mapper;
    private final ObjectReader rows;
    private final ObjectReader drafts;

    Catalogue(ObjectMapper mapper) {
        this.mapper = mapper;
        this.rows = mapper.readerFor(EventView.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.drafts = mapper.readerFor(Draft.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
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

    /** Adds Events that Sources list; as they are then, in any order. */
    public Uni<List<EventView>> add(List<Told> told) {
        return write(ADD_LISTED, String.class, told)
                .map(rows -> rows.stream().map(this::view).toList());
    }

    /** Changes Events to what their Sources tell now; the versions of those that it changes grow. These, in any order. */
    public Uni<List<Revised>> revise(List<Told> told) {
        return write(REVISE, Object[].class, told).map(rows -> rows.stream()
                .map(row -> revised((String) row[0], (String) row[1]))
                .toList());
    }

    /**
     * Takes out of these Events whatever Listings that are gone had said: where none is left, all but when it was, for the sake of
     * those who have it in their calendars.
     */
    public Uni<List<Revised>> withdraw(Collection<UUID> events) {
        return withdraw(FOLLOW, events).chain(followed -> withdraw(BLANK, events)
                .map(blanked ->
                        Stream.concat(followed.stream(), blanked.stream()).toList()));
    }

    private Uni<List<Revised>> withdraw(String statement, Collection<UUID> events) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement, Object[].class)
                        .setParameter(1, events.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> revised((String) row[0], (String) row[1]))
                        .toList());
    }

    /**
     * Takes an Event until the transaction ends: null when there is none that the transaction's caller may change.
     *
     * @param draft of it as it is
     * @param createdByUserId null when a Source lists it, or its author is gone
     */
    public record Held(EventView event, Draft draft, UUID createdByUserId) {}

    public Uni<Held> hold(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLD, String.class)
                        .setParameter(1, id.toString())
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : held(row));
    }

    private Held held(String row) {
        try {
            var draft = drafts.<Draft>readValue(row);
            return new Held(view(row), draft, draft.createdByUserId());
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a row of events that makes no draft", bug);
        }
    }

    /**
     * Decides who sees an Event, and how prominently; null where that makes no difference.
     *
     * @param moderationStatus null to leave it
     * @param featured null to leave it
     */
    public Uni<Revised> decide(UUID id, String moderationStatus, Boolean featured) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DECIDE, Object[].class)
                        .setParameter(1, id.toString())
                        .setParameter(2, moderationStatus)
                        .setParameter(3, featured)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : revised((String) row[0], (String) row[1]));
    }

    /** Shows what the caller has just submitted if its author is believed: all of these, in any order, or none. */
    public Uni<List<EventView>> believe(Collection<UUID> submitted) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(BELIEVE, String.class)
                        .setParameter(1, submitted.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream().map(this::view).toList());
    }

    /**
     * Equal for equal drafts of what is listed alike.
     *
     * @param sourceKind null when it was not told
     * @param terms null likewise
     */
    public byte[] fingerprintOf(Draft draft, boolean vanished, String sourceKind, Terms terms) {
        try {
            var told = mapper.<ObjectNode>valueToTree(draft);
            told.remove("external_remaining_at");
            if (vanished) {
                told.put("vanished", true);
            }
            if (sourceKind != null) {
                told.put("source_kind", sourceKind);
            }
            if (terms != null) {
                told.set("terms", mapper.valueToTree(terms));
            }
            return MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(told));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> Uni<List<T>> write(String statement, Class<T> row, List<Told> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession().chain(session -> session.createNativeQuery(statement, row)
                .setParameter(1, texts(told, one -> one.eventId().toString()))
                .setParameter(2, texts(told, one -> json(one.draft())))
                .setParameter(3, texts(told, one -> json(one.sources())))
                .setParameter(4, texts(told, one -> Objects.toString(one.mergedInto(), null)))
                .getResultList());
    }

    private Revised revised(String before, String after) {
        var was = tree(before);
        var is = tree(after);
        var changed = new ArrayList<String>();
        is.fieldNames().forEachRemaining(field -> {
            if (!KEPT_BY_ITSELF.contains(field) && !is.get(field).equals(was.get(field))) {
                changed.add(field);
            }
        });
        changed.sort(null);
        return new Revised(view(before), view(after), changed);
    }

    private JsonNode tree(String row) {
        try {
            return mapper.readTree(row);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a row that is no JSON", bug);
        }
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
