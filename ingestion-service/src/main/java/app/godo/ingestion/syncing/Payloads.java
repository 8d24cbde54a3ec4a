package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.Answer;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Payload;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What Sources answered, as it came: kept for a while, so that a run can be read once more, and need not be fetched twice. */
@ApplicationScoped
class Payloads {

    private static final String LATEST = """
            select id, etag, last_modified from payloads
            where source_id = $1 and md5(asked) = md5($2) and asked = $2 order by last_fetched desc limit 1""";

    private static final String KEEP = """
            insert into payloads (id, source_id, asked, body, body_hash, content_type, etag, last_modified,
                first_fetched, last_fetched)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
            on conflict (source_id, md5(asked), body_hash) do update
                set last_fetched = excluded.last_fetched, etag = excluded.etag, last_modified = excluded.last_modified
            returning id""";

    private static final String AGAIN = """
            update payloads set last_fetched = $2 where id = $1 returning id, body, content_type""";

    private static final String LINK = """
            insert into run_payloads (run_id, position, payload_id) values ($1, $2, $3)""";

    private static final String OF_RUN = """
            select payloads.id, body, content_type from run_payloads join payloads on payloads.id = payload_id
            where run_id = $1 and position = $2""";

    private static final String FORGET_OLD = """
            delete from payloads where id in (
                select id from payloads where last_fetched < $1 order by last_fetched limit 200)""";

    private static final String FORGET_ALL = "delete from payloads where source_id = $1";

    private static final String FORGET_ROWS = """
            with listed as (update listings set raw = null where source = $1 and raw is not null)
            update quarantine set raw = null where source = $1 and raw is not null""";

    /** What makes a request conditional. */
    record Kept(UUID id, String etag, String lastModified) {}

    /** The last answer to this, if it is kept and can be asked after. */
    Uni<Optional<Kept>> latest(SqlConnection transaction, Run run, Ask ask) {
        if (!run.source.licence().keepsPayloads()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return transaction
                .preparedQuery(LATEST)
                .execute(Tuple.of(run.source.id(), ask.words()))
                .map(rows -> first(rows)
                        .map(row -> new Kept(row.getUUID("id"), row.getString("etag"), row.getString("last_modified")))
                        .filter(kept -> kept.etag() != null || kept.lastModified() != null));
    }

    /** Keeps an answer as the run's next payload, if the licence lets it be kept. */
    Uni<Payload> keep(SqlConnection transaction, Run run, Ask ask, Answer answer, Instant now) {
        if (!run.source.licence().keepsPayloads()) {
            return Uni.createFrom().item(new Payload(answer.body(), answer.contentType()));
        }
        var values = Tuple.tuple()
                .addUUID(Ids.next())
                .addUUID(run.source.id())
                .addString(ask.words())
                .addBuffer(io.vertx.mutiny.core.buffer.Buffer.newInstance(Buffer.buffer(answer.body())))
                .addBuffer(io.vertx.mutiny.core.buffer.Buffer.newInstance(Buffer.buffer(hash(answer.body()))))
                .addString(answer.contentType())
                .addString(answer.etag())
                .addString(answer.lastModified())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return transaction
                .preparedQuery(KEEP)
                .execute(values)
                .chain(rows -> link(transaction, run, rows.iterator().next().getUUID("id")))
                .replaceWith(new Payload(answer.body(), answer.contentType()));
    }

    /** The payload that has not changed, once more. */
    Uni<Payload> again(SqlConnection transaction, Run run, Kept kept, Instant now) {
        return transaction
                .preparedQuery(AGAIN)
                .execute(Tuple.of(kept.id(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).orElseThrow(() -> new IllegalStateException("the payload is gone")))
                .call(row -> link(transaction, run, row.getUUID("id")))
                .map(Payloads::payload);
    }

    /** What an earlier run read at that place, once more; it becomes this run's next. */
    Uni<Payload> replay(SqlConnection transaction, Run run) {
        return transaction
                .preparedQuery(OF_RUN)
                .execute(Tuple.of(run.replayed.id(), run.page()))
                .map(rows -> first(rows).orElseThrow(PayloadsGone::new))
                .call(row -> link(transaction, run, row.getUUID("id")))
                .map(Payloads::payload);
    }

    /** What was kept of a Source before its licence stopped letting it. */
    Uni<Void> forgetUnlicensed(SqlConnection transaction, Run run) {
        return run.source.licence().keepsPayloads()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(FORGET_ROWS)
                        .execute(Tuple.of(run.source.name()))
                        .chain(() -> transaction.preparedQuery(FORGET_ALL).execute(Tuple.of(run.source.id())))
                        .replaceWithVoid();
    }

    Uni<Void> forgetOlderThan(SqlConnection transaction, Instant moment) {
        return transaction
                .preparedQuery(FORGET_OLD)
                .execute(Tuple.of(moment.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Uni<Void> link(SqlConnection transaction, Run run, UUID payload) {
        return transaction
                .preparedQuery(LINK)
                .execute(Tuple.of(run.id, run.page(), payload))
                .replaceWithVoid();
    }

    private static Payload payload(Row row) {
        return new Payload(row.getBuffer("body").getBytes(), row.getString("content_type"));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next());
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
