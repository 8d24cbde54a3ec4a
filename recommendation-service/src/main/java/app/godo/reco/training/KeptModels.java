package app.godo.reco.training;

import app.godo.wire.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The models of the deck that are kept, by version; one of them serves, or none. */
@ApplicationScoped
class KeptModels {

    private static final String NAME = "deck";

    /** Of those who would change what serves, one at a time. */
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended('reco.models', 0))";

    private static final String RETIRE = """
            update reco.models set state = 'retired' where name = $1 and state = 'live' and version <> $2""";

    private static final String SERVE = """
            update reco.models set state = 'live', promoted_at = case when state = 'live' then promoted_at else now() end
             where name = $1 and version = $2""";

    private static final String ADD = """
            insert into reco.models (id, name, version, state, artifact, report, learned_until)
            values ($1, $2, (select coalesce(max(version), 0) + 1 from reco.models), 'rejected', $3, $4, $5)
            returning version""";

    private static final String FORGET = """
            delete from reco.models where name = $1 and state <> 'live' and version <= (
                select version from reco.models where name = $1 order by version desc offset $2 limit 1)""";

    private static final String SERVING = """
            select version, learned_until, case when version <> $2 then artifact end as artifact
              from reco.models where name = $1 and state = 'live'""";

    private static final String ALL = """
            select version, state, report, trained_at, promoted_at, learned_until from reco.models
             where name = $1 order by version desc""";

    /**
     * What serves.
     *
     * @param artifact null when it is the version that the asker has
     */
    record Serving(long version, OffsetDateTime learnedUntil, byte[] artifact) {}

    /** Keeps a model, rejected until it serves, and lets go of old ones. */
    Uni<Long> add(SqlConnection transaction, UUID id, TrainDeckModel.Trained trained, JsonObject report, int kept) {
        return alone(transaction)
                .chain(() -> transaction
                        .preparedQuery(ADD)
                        .execute(Tuple.of(
                                id,
                                NAME,
                                Buffer.buffer(trained.model().bytes()),
                                report,
                                trained.learnedUntil().atOffset(ZoneOffset.UTC))))
                .map(rows -> rows.iterator().next().getLong("version"))
                .call(() -> transaction.preparedQuery(FORGET).execute(Tuple.of(NAME, kept)));
    }

    /** Has this version serve from now on; 0 is none. */
    Uni<Void> serve(SqlConnection transaction, long version) {
        return alone(transaction)
                .chain(() -> transaction.preparedQuery(RETIRE).execute(Tuple.of(NAME, version)))
                .chain(() -> transaction.preparedQuery(SERVE).execute(Tuple.of(NAME, version)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0 && version != 0) {
                        throw new NotFound("model");
                    }
                })
                .replaceWithVoid();
    }

    /** @param known the version that the asker has, 0 for none */
    Uni<Optional<Serving>> serving(SqlConnection transaction, long known) {
        return transaction.preparedQuery(SERVING).execute(Tuple.of(NAME, known)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(KeptModels::serving));
    }

    private static Serving serving(Row row) {
        var artifact = row.getBuffer("artifact");
        return new Serving(
                row.getLong("version"),
                row.getOffsetDateTime("learned_until"),
                artifact == null ? null : artifact.getBytes());
    }

    /** All of them, the latest first. */
    Uni<List<ModelView>> all(SqlConnection transaction) {
        return transaction.preparedQuery(ALL).execute(Tuple.of(NAME)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(ModelView::of)
                .toList());
    }

    private static Uni<Void> alone(SqlConnection transaction) {
        return transaction.query(ALONE).execute().replaceWithVoid();
    }
}
