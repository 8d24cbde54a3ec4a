package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Row;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What each Source listed, and when it was last seen there. A run's statements are a few for many rows. */
@ApplicationScoped
class Listings {

    /**
     * A Listing that had been told as cancelled because it was gone is told again when it is back. What was seen since the moment
     * that a replay reads as of is newer, and stays.
     */
    private static final String KEEP = """
            insert into listings (source, external_id, raw, raw_hash, listing, first_seen, last_seen)
            select $1, seen.external_id, cast(seen.raw as jsonb), decode(seen.fingerprint, 'hex'), cast(seen.listing as jsonb),
                   $6, $6
            from unnest(cast($2 as text[]), cast($3 as text[]), cast($4 as text[]), cast($5 as text[]))
                as seen (external_id, raw, fingerprint, listing)
            on conflict (source, external_id) do update
                set raw = excluded.raw, raw_hash = excluded.raw_hash, listing = excluded.listing,
                    last_seen = excluded.last_seen, vanished_runs = 0
                where listings.last_seen <= excluded.last_seen and (
                    listings.raw_hash <> excluded.raw_hash or listings.listing is null or listings.vanished_runs >= 2)
            returning external_id, xmax = 0 as is_new""";

    /** What is gone stays gone until it can be read again, for only then is it told again. */
    private static final String TOUCH = """
            update listings set last_seen = $3,
                vanished_runs = case when vanished_runs >= 2 then vanished_runs else 0 end
            where source = $1 and external_id = any(cast($2 as text[])) and last_seen < $3""";

    /** Told anew as soon as there is a date, even the old one. */
    private static final String POSTPONE = """
            update listings set listing = jsonb_set(listing, '{schedule_status}', '"postponed"'), raw_hash = '\\x00',
                last_seen = $3, vanished_runs = 0
            where source = $1 and external_id = any(cast($2 as text[])) and last_seen <= $3
                and listing ->> 'schedule_status' is distinct from 'postponed' and listing is not null
            returning external_id, listing::text as listing""";

    /** A row that every run meets is kept once; distinct as the table's own column says, and in one order for all. */
    private static final String SET_ASIDE = """
            insert into quarantine (id, source, run_id, external_id, reason, raw, first_seen, last_seen)
            select distinct on (coalesce(bad.external_id, md5(bad.reason || coalesce(bad.raw::text, ''))))
                bad.id, $1, $2, bad.external_id, bad.reason, bad.raw, $7, $7
            from (
                select id, external_id, reason, cast(raw as jsonb) as raw
                from unnest(cast($3 as uuid[]), cast($4 as text[]), cast($5 as text[]), cast($6 as text[]))
                    as bad (id, external_id, reason, raw)) as bad
            order by coalesce(bad.external_id, md5(bad.reason || coalesce(bad.raw::text, ''))), bad.id
            on conflict (source, subject) do update
                set run_id = excluded.run_id, reason = excluded.reason, raw = excluded.raw, last_seen = excluded.last_seen""";

    /** What can be read now waits for nobody. */
    private static final String TAKE_BACK = """
            delete from quarantine where source = $1 and subject = any(cast($2 as text[]))""";

    private static final String KNOWN = """
            select external_id, listing ->> 'starts_at' as starts_at, listing ->> 'time_zone' as time_zone from listings
            where source = $1 and external_id = any(cast($2 as text[])) and vanished_runs < 2 and listing is not null""";

    /** What became of a Listing that a run brought. */
    record Kept(String externalId, boolean isNew) {}

    /** The days of those of them that are listed, by id. */
    Uni<Map<String, LocalDate>> known(SqlConnection transaction, Run run, Collection<String> externalIds) {
        return transaction
                .preparedQuery(KNOWN)
                .execute(Tuple.of(run.source.name(), externalIds.toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.getString("external_id"),
                                row -> LocalDate.ofInstant(
                                        Instant.parse(row.getString("starts_at")),
                                        ZoneId.of(row.getString("time_zone"))))));
    }

    /** Stores what is new or changed and says which that is; the others are left alone. */
    Uni<List<Kept>> keep(SqlConnection transaction, Run run, Collection<Batch.Seen> seen) {
        return transaction
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        run.source.name(),
                        texts(seen, Batch.Seen::externalId),
                        texts(seen, Batch.Seen::raw),
                        texts(seen, Batch.Seen::fingerprint),
                        texts(seen, Batch.Seen::told),
                        utc(run.seenAt())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Kept(row.getString("external_id"), row.getBoolean("is_new")))
                        .toList());
    }

    /** Marks as seen what this run has met without storing it; says how many those are. */
    Uni<Integer> touch(SqlConnection transaction, Run run, Collection<String> externalIds) {
        return transaction
                .preparedQuery(TOUCH)
                .execute(Tuple.of(run.source.name(), externalIds.toArray(String[]::new), utc(run.seenAt())))
                .map(rows -> rows.rowCount());
    }

    /** Those of them that were listed, by id as they are told from now on: without a date yet, but not gone. */
    Uni<Map<String, String>> postpone(SqlConnection transaction, Run run, Collection<String> externalIds) {
        return externalIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : transaction
                        .preparedQuery(POSTPONE)
                        .execute(Tuple.of(run.source.name(), externalIds.toArray(String[]::new), utc(run.seenAt())))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .collect(Collectors.toMap(
                                        row -> row.getString("external_id"), row -> row.getString("listing"))));
    }

    /** Sets rows aside for a person to look at. */
    Uni<Void> setAside(SqlConnection transaction, Run run, List<Row.Unreadable> bad) {
        if (bad.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var keepsPayloads = run.source.licence().keepsPayloads();
        return transaction
                .preparedQuery(SET_ASIDE)
                .execute(Tuple.from(List.of(
                        run.source.name(),
                        run.id,
                        bad.stream().map(row -> Ids.next()).toArray(UUID[]::new),
                        texts(bad, Row.Unreadable::externalId),
                        texts(bad, Row.Unreadable::reason),
                        texts(bad, row -> keepsPayloads ? row.raw().toString() : null),
                        utc(run.startedAt))))
                .replaceWithVoid();
    }

    /** Takes those out of the quarantine that can be read now. */
    Uni<Void> takeBack(SqlConnection transaction, Run run, Collection<String> externalIds) {
        return transaction
                .preparedQuery(TAKE_BACK)
                .execute(Tuple.of(run.source.name(), externalIds.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static <T> String[] texts(Collection<T> things, Function<T, String> part) {
        return things.stream().map(part).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
