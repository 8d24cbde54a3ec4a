package app.godo.ingestion.ending;

import app.godo.wire.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The licences that have ended, and the statements that remove what came under them. */
@ApplicationScoped
class LicenceEnds {

    /** Whoever comes second changes neither the reason nor the moment. */
    private static final String END = """
            with source as (
                update sources set licence_ended_at = coalesce(licence_ended_at, $3), is_active = false, sync_status = 'paused',
                    last_error = null
                where id = $1 returning id),
            run as (
                update sync_runs set state = 'failed', finished_at = $3, error = 'The licence of the source has ended.'
                where source_id = $1 and state = 'running')
            insert into licence_ends (source_id, ended_by, reason, ended_at) select id, $2, $4, $3 from source
            on conflict (source_id) do nothing""";

    private static final String FIND = """
            select s.source_name, e.ended_at, e.ended_by, e.reason, e.listings, e.payloads, e.quarantined, e.purged_at
            from licence_ends e join sources s on s.id = e.source_id where e.source_id = $1""";

    private static final String NAME = "select source_name from sources where id = $1";

    private static final String OPEN = """
            select s.id, s.source_name from licence_ends e join sources s on s.id = e.source_id
            where e.purged_at is null order by e.ended_at""";

    private static final String FORGET_PAYLOADS = """
            with gone as (
                delete from payloads where id in (select id from payloads where source_id = $1 limit $2) returning 1)
            update licence_ends set payloads = payloads + gone.count
            from (select count(*)::int as count from gone) as gone where source_id = $1 and gone.count > 0""";

    private static final String FORGET_QUARANTINED = """
            with gone as (
                delete from quarantine where id in (
                    select q.id from quarantine q join sources s on s.source_name = q.source where s.id = $1 limit $2)
                returning 1)
            update licence_ends set quarantined = quarantined + gone.count
            from (select count(*)::int as count from gone) as gone where source_id = $1 and gone.count > 0""";

    private static final String FORGET_LISTINGS = """
            delete from listings where source = $1 and external_id in (
                select external_id from listings where source = $1 limit $2)
            returning external_id""";

    private static final String COUNT_LISTINGS =
            "update licence_ends set listings = listings + $2 where source_id = $1";

    private static final String PURGED =
            "update licence_ends set purged_at = coalesce(purged_at, $2) where source_id = $1";

    /** A Source of which something may be left. */
    record Ended(UUID id, String name) {}

    /** Writes down that it has ended, for good; the Source is paused and its run cut off. */
    Uni<Ended> end(SqlConnection transaction, UUID source, UUID admin, String reason, Instant now) {
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(source, admin, now.atOffset(ZoneOffset.UTC), reason))
                .chain(() -> transaction.preparedQuery(NAME).execute(Tuple.of(source)))
                .map(rows -> new Ended(source, only(rows, "source").getString("source_name")));
    }

    /** {@link NotFound} for a Source that may be used. */
    Uni<LicenceEndView> view(SqlConnection transaction, UUID source) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(source))
                .map(rows -> LicenceEndView.of(only(rows, "end of a licence")));
    }

    /** Those of which something may be left. */
    Uni<List<Ended>> open(SqlConnection transaction) {
        return transaction.preparedQuery(OPEN).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Ended(row.getUUID("id"), row.getString("source_name")))
                .toList());
    }

    /** Removes some of its payloads and of what was set aside; false when there were none. */
    Uni<Boolean> forgetSome(SqlConnection transaction, Ended source, int most) {
        var values = Tuple.of(source.id(), most);
        return transaction.preparedQuery(FORGET_PAYLOADS).execute(values).chain(payloads -> transaction
                .preparedQuery(FORGET_QUARANTINED)
                .execute(values)
                .map(rows -> payloads.rowCount() + rows.rowCount() > 0));
    }

    /** Removes some of its Listings and says which. */
    Uni<List<String>> forgetListings(SqlConnection transaction, Ended source, int most) {
        return transaction
                .preparedQuery(FORGET_LISTINGS)
                .execute(Tuple.of(source.name(), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("external_id"))
                        .toList())
                .call(gone -> transaction.preparedQuery(COUNT_LISTINGS).execute(Tuple.of(source.id(), gone.size())));
    }

    Uni<Void> purged(SqlConnection transaction, Ended source, Instant now) {
        return transaction
                .preparedQuery(PURGED)
                .execute(Tuple.of(source.id(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Row only(RowSet<Row> rows, String what) {
        return Optional.of(rows)
                .filter(some -> some.rowCount() > 0)
                .map(some -> some.iterator().next())
                .orElseThrow(() -> new NotFound(what));
    }
}
