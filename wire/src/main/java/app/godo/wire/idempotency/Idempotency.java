package app.godo.wire.idempotency;

import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Outages;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The {@code Idempotency-Key} header (draft-ietf-httpapi-idempotency-key-header): the answer is kept in the transaction of its
 * effect, so that there is never one without the other. A second request with the key waits a second for the first and gets its
 * answer, or is told to come again while that one is still running; with another body it is refused. A request that fails keeps
 * nothing and may be tried again.
 */
@ApplicationScoped
public class Idempotency {

    /** Takes the key unless it is taken; waits a second for a transaction that may have taken it. */
    private static final String TAKE = """
            with patience as materialized (select set_config('lock_timeout', '1s', true))
            insert into idempotency (caller, operation, key, fingerprint)
            select cast(?1 as uuid), cast(?2 as text), cast(?3 as uuid), cast(?4 as bytea) from patience
            on conflict do nothing returning set_config('lock_timeout', '0', true)""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String RECALL = """
            select fingerprint, body from idempotency
            where caller = cast(?1 as uuid) and operation = ?2 and key = cast(?3 as uuid)""";

    private static final String KEEP = """
            update idempotency set body = ?4
            where caller = cast(?1 as uuid) and operation = ?2 and key = cast(?3 as uuid)""";

    /** A day is what the draft's clients may count on. */
    private static final String FORGET = """
            delete from idempotency where (caller, operation, key) in (
                select caller, operation, key from idempotency where created_at < now() - interval '24 hours' limit 10000)""";

    private final Transactions transactions;
    private final ObjectMapper mapper;

    Idempotency(Transactions transactions, ObjectMapper mapper) {
        this.transactions = transactions;
        this.mapper = mapper;
    }

    /**
     * An answer and whether it is a repeated one.
     *
     * @param replayed to be told by {@code Idempotency-Replayed: true}
     */
    public record Answer<T>(T value, boolean replayed) {}

    /**
     * Runs the effect in one transaction of the caller, or answers what it answered before.
     *
     * @param operation method and path
     * @param key the header, null when there is none
     * @param request what the key was sent with
     */
    public <T> Uni<Answer<T>> once(
            UUID caller, String operation, UUID key, Object request, Class<T> type, Supplier<Uni<T>> effect) {
        if (key == null) {
            return transactions.asCaller(caller, effect).map(value -> new Answer<>(value, false));
        }
        var fingerprint = fingerprintOf(request);
        return transactions.asCaller(caller, () -> take(caller, operation, key, fingerprint)
                .chain(first -> first
                        ? effect.get()
                                .call(value -> keep(caller, operation, key, value))
                                .map(value -> new Answer<>(value, false))
                        : recall(caller, operation, key, fingerprint, type)));
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions.deleteInPortions(FORGET, Tuple.tuple());
    }

    private Uni<Boolean> take(UUID caller, String operation, UUID key, byte[] fingerprint) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE)
                        .setParameter(1, caller.toString())
                        .setParameter(2, operation)
                        .setParameter(3, key.toString())
                        .setParameter(4, fingerprint)
                        .executeUpdate())
                .map(rows -> rows == 1)
                .onFailure(failure -> LOCK_NOT_AVAILABLE.equals(Outages.sqlStateOf(failure)))
                .transform(waited -> new StillRunning());
    }

    private Uni<Integer> keep(UUID caller, String operation, UUID key, Object value) {
        return Panache.getSession().chain(session -> session.createNativeQuery(KEEP)
                .setParameter(1, caller.toString())
                .setParameter(2, operation)
                .setParameter(3, key.toString())
                .setParameter(4, bytes(value))
                .executeUpdate());
    }

    private <T> Uni<Answer<T>> recall(UUID caller, String operation, UUID key, byte[] fingerprint, Class<T> type) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RECALL, Object[].class)
                        .setParameter(1, caller.toString())
                        .setParameter(2, operation)
                        .setParameter(3, key.toString())
                        .getSingleResult())
                .map(row -> {
                    Refusal.when(!MessageDigest.isEqual(fingerprint, (byte[]) row[0]), KeyReused::new);
                    return new Answer<>(read((byte[]) row[1], type), true);
                });
    }

    private byte[] fingerprintOf(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(request));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an answer that is no JSON", bug);
        }
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (IOException bug) {
            throw new UncheckedIOException("a kept answer that cannot be read", bug);
        }
    }

    /** The first request with the key has not been answered yet. */
    public static final class StillRunning extends Refusal {
        StillRunning() {
            super(
                    Kind.CONFLICT,
                    "idempotency-key-in-progress",
                    "The first request with this Idempotency-Key is still running: ask again for its answer.");
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }
    }

    /** The key came before, with another request. */
    public static final class KeyReused extends Refusal {
        KeyReused() {
            super(
                    Kind.INVALID,
                    "idempotency-key-reused",
                    "This Idempotency-Key was sent before, with another request.");
        }
    }
}
