package app.godo.users.phone;

import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.secrets.Pepper;
import app.godo.users.session.EndSessions;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Takes the code for what it proves: whoever has the phone now has the number, and who had it before has it no longer. Of several
 * who were sent codes to one number the first wins, and the codes of the others are void.
 */
@Singleton
class ProvePhone {

    /** The number to prove, and the one from before. */
    private static final String NUMBERS = """
            select hmac, cipher from phone_codes where user_id = $1
            union all select hmac, null from phones where user_id = $1""";

    /**
     * Whoever else proves one of these numbers waits, and always for the least first: two who exchange their numbers would each
     * wait for the other.
     */
    private static final String HOLD = """
            select pg_advisory_xact_lock(number)
            from (select distinct hashtextextended('users.phones ' || encode(hmac, 'hex'), 0) as number
                from unnest($1::bytea[]) as hmac order by 1) as numbers""";

    private static final String TAKE = """
            with guessed as (
                update phone_codes set tries = tries + 1 where user_id = $1 and code_hash <> all ($2) and tries < 5)
            delete from phone_codes where user_id = $1 and code_hash = any ($2) and expires_at > $3 and tries < 5
            returning cipher""";

    private static final String RELEASE = """
            with ended as (delete from phone_codes where hmac = any ($2) and user_id <> $1)
            delete from phones where hmac = any ($2) and user_id <> $1""";

    private static final String KEEP = """
            insert into phones (user_id, hmac, hmac_key_id, cipher, findable, verified_at)
            values ($1, $2, $3, $4, false, $5)
            on conflict (user_id) do update set
                hmac = excluded.hmac, hmac_key_id = excluded.hmac_key_id, cipher = excluded.cipher, findable = false,
                verified_at = excluded.verified_at""";

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final ColumnCipher cipher;
    private final Pepper pepper;
    private final SecurityLog securityLog;
    private final Clock clock;

    ProvePhone(
            Transactions transactions,
            EndSessions endSessions,
            ColumnCipher cipher,
            Pepper pepper,
            SecurityLog securityLog,
            Clock clock) {
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.cipher = cipher;
        this.pepper = pepper;
        this.securityLog = securityLog;
        this.clock = clock;
    }

    Uni<Void> handle(AccessToken caller, String code) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions
                .sqlAsWorker(tx -> take(tx, caller.userId(), code, now))
                // after the commit: a guess has been counted
                .invoke(proven -> Refusal.when(!proven, CodeInvalid::new))
                .invoke(() -> securityLog.note("phone-changed", caller.userId(), caller.sessionId(), null))
                .replaceWithVoid();
    }

    private Uni<Boolean> take(SqlConnection tx, UUID userId, String code, OffsetDateTime now) {
        // the account first, as everywhere: who erases it waits, and is not waited for
        return endSessions
                .hold(tx, userId)
                .chain(() -> tx.preparedQuery(NUMBERS).execute(Tuple.of(userId)))
                .chain(numbers -> tx.preparedQuery(HOLD).execute(Tuple.of(knownBy(userId, numbers))))
                .chain(() -> tx.preparedQuery(TAKE)
                        .execute(Tuple.of(userId, pepper.all("phone-code", AskForCode.said(userId, code)), now)))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : keep(tx, userId, taken.iterator().next(), now).replaceWith(true));
    }

    private Uni<Void> keep(SqlConnection tx, UUID userId, Row taken, OffsetDateTime now) {
        var sealed = taken.getBuffer("cipher").getDelegate();
        var known = pepper.all("phone", opened(userId, sealed));
        return tx.preparedQuery(RELEASE)
                .execute(Tuple.of(userId, known))
                .chain(() -> tx.preparedQuery(KEEP).execute(Tuple.of(userId, known[0], pepper.id(), sealed, now)))
                .replaceWithVoid();
    }

    /** The number to prove by whatever pepper; the other one is its owner's, and asked for by all of them. */
    private Buffer[] knownBy(UUID userId, RowSet<Row> numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .flatMap(row -> row.getBuffer("cipher") == null
                        ? Stream.of(row.getBuffer("hmac").getDelegate())
                        : Arrays.stream(pepper.all(
                                "phone", opened(userId, row.getBuffer("cipher").getDelegate()))))
                .toArray(Buffer[]::new);
    }

    private String opened(UUID userId, Buffer sealed) {
        return cipher.open(new Cell("users.phones", "cipher", userId), sealed.getBytes());
    }

    private static final class CodeInvalid extends Refusal {
        CodeInvalid() {
            super(Kind.INVALID, "code-invalid", "This is not the code, or no longer: ask for another one.");
        }
    }
}
