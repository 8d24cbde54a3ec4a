package app.godo.ingestion.syncing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What runs did not find listed any more, and what they made of it. There may be any number: they are counted and not loaded. */
@ApplicationScoped
class MissingListings {

    /** That nothing was told yet of one leaves it out, for its start is null then. */
    private static final String TO_COME =
            "(listing ->> 'starts_at')::timestamptz > %s and listing ->> 'schedule_status' is distinct from 'cancelled'";

    private static final String COUNT = """
            select count(*)::int from listings
            where source = $1 and last_seen >= $2 and last_seen < $3 and vanished_runs < 2 and %s""".formatted(TO_COME.formatted("$4"));

    /** The last run of this Source that knew what was missing. */
    private static final String LAST_DOUBT = """
            select doubted, doubted_since, doubted_as_of, agreeing, accepted_at from sync_runs
            where source_id = $1 and id <> $2 and doubted is not null order by started_at desc limit 1""";

    private static final String DOUBT = """
            update sync_runs set doubted = $2, doubted_since = $3, doubted_as_of = $4, agreeing = $5 where id = $1""";

    /** Whoever comes second changes neither who said it nor when. */
    private static final String ACCEPT = """
            update sync_runs set accepted_by = coalesce(accepted_by, $2), accepted_at = coalesce(accepted_at, $3)
            where id = $1 and doubted > 0 returning doubted_since""";

    private static final String PORTION = """
            with portion as (
                select external_id from listings
                where source = $1 and last_seen < $2 and vanished_runs < 2 and external_id > $3
                order by external_id limit $4 for update
            ), counted as (
                update listings set vanished_runs = case when $5 then 2 else vanished_runs + 1 end
                from portion where source = $1 and listings.external_id = portion.external_id
                returning listings.external_id, case when vanished_runs >= 2 and %s then listing::text end as told)
            select external_id, told from counted order by external_id""".formatted(TO_COME.formatted("$6"));

    private static final String COUNT_TOLD = "update sync_runs set vanished = vanished + $2 where id = $1";

    /**
     * That a run did not believe what was missing.
     *
     * @param missing how many Listings that were to come
     * @param since when they had not been seen
     * @param asOf when they were to come: what has begun meanwhile is one of them all the same
     * @param agreeing how many full runs in a row missed just these
     */
    record Doubt(int missing, Instant since, Instant asOf, int agreeing, boolean accepted) {

        /** That one run more misses just the same. */
        Doubt again() {
            return new Doubt(missing, since, asOf, agreeing + 1, false);
        }
    }

    /**
     * One Listing that is missing.
     *
     * @param told as it was told last, when it is to be told as vanished; else null
     */
    record Missing(String externalId, String told) {}

    /** How many have not been seen since a moment that were to come at another. */
    Uni<Integer> count(SqlConnection transaction, String source, Instant since, Instant asOf) {
        return countSeenFrom(transaction, source, Instant.EPOCH, since, asOf);
    }

    /** The same of those that were seen at a moment before that or later. */
    Uni<Integer> countSeenFrom(SqlConnection transaction, String source, Instant from, Instant since, Instant asOf) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(source, utc(from), utc(since), utc(asOf)))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** What the full run before this one doubted; empty when it did not. */
    Uni<Optional<Doubt>> doubtBefore(SqlConnection transaction, Run run) {
        return transaction
                .preparedQuery(LAST_DOUBT)
                .execute(Tuple.of(run.source.id(), run.id))
                .map(rows ->
                        first(rows).filter(row -> row.getInteger("doubted") > 0).map(MissingListings::doubt));
    }

    private static Doubt doubt(Row row) {
        return new Doubt(
                row.getInteger("doubted"),
                row.getOffsetDateTime("doubted_since").toInstant(),
                row.getOffsetDateTime("doubted_as_of").toInstant(),
                row.getInteger("agreeing"),
                row.getOffsetDateTime("accepted_at") != null);
    }

    Uni<Void> doubt(SqlConnection transaction, Run run, Doubt doubt) {
        return transaction
                .preparedQuery(DOUBT)
                .execute(Tuple.of(run.id, doubt.missing(), utc(doubt.since()), utc(doubt.asOf()), doubt.agreeing()))
                .replaceWithVoid();
    }

    /** Remembers that a run knew what was missing and believed it. */
    Uni<Void> believe(SqlConnection transaction, Run run) {
        return transaction
                .preparedQuery(DOUBT)
                .execute(Tuple.from(Arrays.asList(run.id, 0, null, null, null)))
                .replaceWithVoid();
    }

    /**
     * Writes down that what a run doubted is gone.
     *
     * @return since when that had not been seen
     * @throws NothingMissing when the run doubted nothing
     */
    Uni<Instant> accept(SqlConnection transaction, UUID run, UUID admin, Instant now) {
        return transaction
                .preparedQuery(ACCEPT)
                .execute(Tuple.of(run, admin, utc(now)))
                .map(rows -> first(rows)
                        .orElseThrow(NothingMissing::new)
                        .getOffsetDateTime("doubted_since")
                        .toInstant());
    }

    /** Counts one more run without the next of them, after the given one. */
    Uni<List<Missing>> next(SqlConnection transaction, Absence absence, String after, int most, Instant now) {
        return transaction
                .preparedQuery(PORTION)
                .execute(Tuple.of(
                        absence.source().name(), utc(absence.since()), after, most, absence.forGood(), utc(now)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Missing(row.getString("external_id"), row.getString("told")))
                        .toList());
    }

    Uni<Void> countTold(SqlConnection transaction, UUID run, int told) {
        return transaction
                .preparedQuery(COUNT_TOLD)
                .execute(Tuple.of(run, told))
                .replaceWithVoid();
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
