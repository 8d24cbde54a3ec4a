package app.godo.users.phone;

import app.godo.users.secrets.Pepper;
import app.godo.users.session.EndSessions;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Takes the code for what it proves: whoever has the phone now has the number, and who had it before has it no longer. Of several
 * who were sent codes to one number the first wins, and the codes of the others are void.
 */
@Singleton
class ProvePhone {

    /** One at a time: two who exchange their numbers would each wait for the other. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('users.phones', 0))";

    private static final String TAKE = """
            with guessed as (
                update phone_codes set tries = tries + 1 where user_id = $1 and code_hash <> $2 and tries < 5)
            delete from phone_codes where user_id = $1 and code_hash = $2 and expires_at > $3 and tries < 5
            returning hmac, cipher""";

    private static final String RELEASE = """
            with ended as (delete from phone_codes where hmac = $2 and user_id <> $1)
            delete from phones where hmac = $2 and user_id <> $1""";

    private static final String KEEP = """
            insert into phones (user_id, hmac, hmac_key_id, cipher, findable, verified_at)
            values ($1, $2, $3, $4, false, $5)
            on conflict (user_id) do update set
                hmac = excluded.hmac, hmac_key_id = excluded.hmac_key_id, cipher = excluded.cipher, findable = false,
                verified_at = excluded.verified_at""";

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final Pepper pepper;
    private final SecurityLog securityLog;
    private final Clock clock;

    ProvePhone(
            Transactions transactions, EndSessions endSessions, Pepper pepper, SecurityLog securityLog, Clock clock) {
        this.transactions = transactions;
        this.endSessions = endSessions;
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
                .chain(() -> tx.preparedQuery(ONE_AT_A_TIME).execute())
                .chain(() ->
                        tx.preparedQuery(TAKE).execute(Tuple.of(userId, AskForCode.hashOf(pepper, userId, code), now)))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : keep(tx, userId, taken.iterator().next(), now).replaceWith(true));
    }

    private Uni<Void> keep(SqlConnection tx, UUID userId, Row taken, OffsetDateTime now) {
        var hmac = taken.getBuffer("hmac").getDelegate();
        var sealed = taken.getBuffer("cipher").getDelegate();
        return tx.preparedQuery(RELEASE)
                .execute(Tuple.of(userId, hmac))
                .chain(() -> tx.preparedQuery(KEEP).execute(Tuple.of(userId, hmac, pepper.id(), sealed, now)))
                .replaceWithVoid();
    }

    private static final class CodeInvalid extends Refusal {
        CodeInvalid() {
            super(Kind.INVALID, "code-invalid", "This is not the code, or no longer: ask for another one.");
        }
    }
}
