package app.godo.events.listings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/** The Listings that were taken so far. Joins the current transaction. */
@ApplicationScoped
class Listings {

    private static final String COLUMNS =
            "key, source, external_id, event_id, home_event_id, raw_hash, cast(listing as text), last_seen, day, vanished, source_kind, cast(terms as text)";

    private static final String FIND = """
            select listed.key, listed.raw_hash, listed.day
              from unnest(cast(?1 as text[]), cast(?2 as text[])) as wanted (source, external_id)
              join source_listings as listed
                on listed.source = wanted.source and listed.external_id = wanted.external_id""";

    private static final String NAMED =
            "select %s from source_listings where key = any (cast(?1 as text[]))".formatted(COLUMNS);

    private static final String NEAR =
            "select %s from events.listings_near(cast(?1 as int[]), cast(?2 as uuid[]))".formatted(COLUMNS);

    private static final String HOLD_DAYS = """
            select count(pg_advisory_xact_lock(hashtext('events.matching'), day))
              from (select unnest(cast(?1 as int[])) as day order by 1) as days""";

    private static final String SAMPLE = """
            select key, raw_hash from source_listings where day >= current_date order by day, key limit ?1""";

    private static final String SAVE = """
            insert into source_listings
                (source, external_id, event_id, home_event_id, url, raw_hash, listing, last_seen, day, keys, vanished, source_kind,
                 terms)
            select source, external_id, cast(event_id as uuid), cast(home_id as uuid), url, decode(fingerprint, 'hex'),
                   cast(listing as jsonb), cast(seen_at as timestamptz), cast(day as date), cast(keys as int[]),
                   cast(vanished as boolean), source_kind, cast(terms as jsonb)
              from unnest(
                   cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),
                   cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]), cast(?9 as text[]), cast(?10 as text[]),
                   cast(?11 as text[]), cast(?12 as text[]), cast(?13 as text[]))
                   as t (source, external_id, event_id, home_id, url, fingerprint, listing, seen_at, day, keys, vanished,
                         source_kind, terms)
                on conflict (source, external_id) do update
               set event_id = excluded.event_id, home_event_id = excluded.home_event_id, url = excluded.url,
                   raw_hash = excluded.raw_hash, listing = excluded.listing, last_seen = excluded.last_seen,
                   day = excluded.day, keys = excluded.keys, vanished = excluded.vanished,
                   source_kind = excluded.source_kind, terms = excluded.terms""";

    private static final String REMOVE = """
            with gone as (delete from source_listings where key = any (cast(?1 as text[])) returning key)
            delete from match_reviews using gone where gone.key in (one, other)""";

    private final ObjectMapper mapper;

    Listings(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A Listing as it is to be kept. */
    record Kept(Drafted told, UUID eventId, UUID homeId, LocalDate day, Set<Integer> keys) {}

    /**
     * What is told otherwise than it is known, or for the first time.
     *
     * @param days of which they were told so far
     */
    record News(List<Drafted> told, Set<LocalDate> days) {}

    Uni<News> newsIn(List<Drafted> told) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, texts(told, one -> one.seen().source()))
                        .setParameter(2, texts(told, one -> one.seen().externalId()))
                        .getResultList())
                .map(rows -> {
                    var known = rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> row));
                    var news = told.stream()
                            .filter(one -> !known.containsKey(one.key())
                                    || !MessageDigest.isEqual((byte[]) known.get(one.key())[1], one.fingerprint()))
                            .toList();
                    return new News(
                            news,
                            news.stream()
                                    .map(one -> known.get(one.key()))
                                    .filter(row -> row != null && row[2] != null)
                                    .map(row -> (LocalDate) row[2])
                                    .collect(Collectors.toSet()));
                });
    }

    Uni<List<Known>> named(Collection<String> keys) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NAMED, Object[].class)
                        .setParameter(1, keys.toArray(String[]::new))
                        .getResultList())
                .map(Listings::known);
    }

    /** Those that have a key in common with what is sought, and all that tell of the same Events as they, or of these. */
    Uni<List<Known>> near(Collection<Integer> sought, Collection<UUID> events) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEAR, Object[].class)
                        .setParameter(1, sought.toArray(Integer[]::new))
                        .setParameter(2, events.toArray(UUID[]::new))
                        .getResultList())
                .map(Listings::known);
    }

    /** Until the transaction ends nobody else compares Listings of these days. */
    Uni<Void> holdDays(Collection<LocalDate> days) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLD_DAYS, Long.class)
                        .setParameter(
                                1,
                                days.stream().map(day -> (int) day.toEpochDay()).toArray(Integer[]::new))
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** The fingerprints of those of the days to come, as many as that, by key. */
    Uni<Map<String, byte[]>> sample(int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SAMPLE, Object[].class)
                        .setParameter(1, most)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (byte[]) row[1])));
    }

    /** Forgets them, with what was to be decided of them. */
    Uni<Void> remove(Collection<String> keys) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REMOVE)
                        .setParameter(1, keys.toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> save(List<Kept> kept) {
        if (kept.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SAVE)
                        .setParameter(1, texts(kept, one -> one.told().seen().source()))
                        .setParameter(2, texts(kept, one -> one.told().seen().externalId()))
                        .setParameter(3, texts(kept, one -> one.eventId().toString()))
                        .setParameter(4, texts(kept, one -> Objects.toString(one.homeId(), null)))
                        .setParameter(5, texts(kept, one -> one.told().draft().externalUrl()))
                        .setParameter(6, texts(kept, one -> HexFormat.of()
                                .formatHex(one.told().fingerprint())))
                        .setParameter(
                                7, texts(kept, one -> json(one.told().seen().listing())))
                        .setParameter(
                                8, texts(kept, one -> one.told().seen().at().toString()))
                        .setParameter(9, texts(kept, one -> one.day().toString()))
                        .setParameter(10, texts(kept, one -> one.keys().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",", "{", "}"))))
                        .setParameter(
                                11,
                                texts(
                                        kept,
                                        one -> Boolean.toString(
                                                one.told().seen().vanished())))
                        .setParameter(12, texts(kept, one -> one.told().seen().sourceKind()))
                        .setParameter(
                                13, texts(kept, one -> json(one.told().seen().terms())))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static List<Known> known(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Known(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (UUID) row[3],
                        (UUID) row[4],
                        (byte[]) row[5],
                        (String) row[6],
                        ((OffsetDateTime) row[7]).toInstant(),
                        (LocalDate) row[8],
                        (Boolean) row[9],
                        (String) row[10],
                        (String) row[11]))
                .toList();
    }

    private static <T> String[] texts(List<T> all, Function<T, String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }

    /** Null for null. */
    private String json(Object told) {
        try {
            return told == null ? null : mapper.writeValueAsString(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
