package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Row;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What each Source listed, and when it was last seen there. A run's statements are a few for many rows. */
@ApplicationScoped
class Listings {

    /** A Listing that had been told as cancelled because it was gone is told again when it is back. */
    private static final String KEEP = """
            insert into listings (source, external_id, raw, raw_hash, first_seen, last_seen)
            select $1, seen.external_id, cast(seen.raw as jsonb), decode(seen.fingerprint, 'hex'), $5, $5
            from unnest(cast($2 as text[]), cast($3 as text[]), cast($4 as text[])) as seen (external_id, raw, fingerprint)
            on conflict (source, external_id) do update
                set raw = excluded.raw, raw_hash = excluded.raw_hash, last_seen = excluded.last_seen, vanished_runs = 0
                where listings.raw_hash <> excluded.raw_hash or listings.vanished_runs >= 2
            returning external_id, first_seen = last_seen as is_new""";

    /** What is gone stays gone until it can be read again, for only then is it told again. */
    private static final String TOUCH = """
            update listings set last_seen = $3,
                vanished_runs = case when vanished_runs >= 2 then vanished_runs else 0 end
            where source = $1 and external_id = any(cast($2 as text[])) and last_seen < $3""";

    /** A row that every run meets is kept once; distinct as the table's own column says, and in one order for all. */
    private static final String SET_ASIDE = """
            insert into quarantine (id, source, run_id, external_id, reason, raw, first_seen, last_seen)
            select distinct on (coalesce(bad.external_id, md5(bad.reason || bad.raw::text)))
                bad.id, $1, $2, bad.external_id, bad.reason, bad.raw, $7, $7
            from (
                select id, external_id, reason, cast(raw as jsonb) as raw
                from unnest(cast($3 as uuid[]), cast($4 as text[]), cast($5 as text[]), cast($6 as text[]))
                    as bad (id, external_id, reason, raw)) as bad
            order by coalesce(bad.external_id, md5(bad.reason || bad.raw::text)), bad.id
            on conflict (source, subject) do update
                set run_id = excluded.run_id, reason = excluded.reason, raw = excluded.raw, last_seen = excluded.last_seen""";

    private static final String MISSING = """
            select external_id, raw::text as raw, vanished_runs from listings
            where source = $1 and last_seen < $2 and vanished_runs < 2 order by external_id for update""";

    private static final String COUNT_MISSING = """
            update listings set vanished_runs = vanished_runs + 1
            where source = $1 and external_id = any(cast($2 as text[]))""";

    /** Full runs in a row without it, after which a Listing is gone; the statements and an index say the same. */
    static final int GONE_AFTER = 2;

    private final ObjectMapper mapper;

    Listings(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What became of a Listing that a run brought. */
    record Kept(String externalId, boolean isNew) {}

    /** A Listing that a run did not bring. */
    record Missing(String externalId, JsonNode raw, int missedBefore) {}

    /** Stores what is new or changed and says which that is; the others are left alone. */
    Uni<List<Kept>> keep(SqlConnection transaction, Run run, Collection<Batch.Seen> seen) {
        return transaction
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        run.source.name(),
                        texts(seen, Batch.Seen::externalId),
                        texts(seen, Batch.Seen::raw),
                        texts(seen, Batch.Seen::fingerprint),
                        utc(run.startedAt)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Kept(row.getString("external_id"), row.getBoolean("is_new")))
                        .toList());
    }

    /** Marks as seen what this run has met without storing it; says how many those are. */
    Uni<Integer> touch(SqlConnection transaction, Run run, Collection<String> externalIds) {
        return transaction
                .preparedQuery(TOUCH)
                .execute(Tuple.of(run.source.name(), externalIds.toArray(String[]::new), utc(run.startedAt)))
                .map(rows -> rows.rowCount());
    }

    /** Sets rows aside for a person to look at. */
    Uni<Void> setAside(SqlConnection transaction, Run run, List<Row.Unreadable> bad) {
        if (bad.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(SET_ASIDE)
                .execute(Tuple.from(List.of(
                        run.source.name(),
                        run.id,
                        bad.stream().map(row -> Ids.next()).toArray(UUID[]::new),
                        texts(bad, Row.Unreadable::externalId),
                        texts(bad, Row.Unreadable::reason),
                        texts(bad, row -> row.raw().toString()),
                        utc(run.startedAt))))
                .replaceWithVoid();
    }

    /** What this run has not met and is not yet known to be gone, locked. */
    Uni<List<Missing>> missing(SqlConnection transaction, Run run) {
        return transaction
                .preparedQuery(MISSING)
                .execute(Tuple.of(run.source.name(), utc(run.startedAt)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Missing(
                                row.getString("external_id"),
                                tree(row.getString("raw")),
                                row.getInteger("vanished_runs")))
                        .toList());
    }

    /** Counts one more run without them. */
    Uni<Void> countMissing(SqlConnection transaction, Run run, List<Missing> missing) {
        return transaction
                .preparedQuery(COUNT_MISSING)
                .execute(Tuple.of(run.source.name(), texts(missing, Missing::externalId)))
                .replaceWithVoid();
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static <T> String[] texts(Collection<T> things, Function<T, String> part) {
        return things.stream().map(part).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
