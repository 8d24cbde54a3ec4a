package app.godo.users.verification;

import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** Takes the token of a letter for what it proves; once. */
@Singleton
class VerifyEmail {

    private static final String PROVE = """
            with taken as (
                update email_tokens set used_at = $2
                where token_hash = $1 and purpose = 'verify_email' and used_at is null and expires_at > $2
                returning user_id)
            update users set email_verified_at = coalesce(email_verified_at, $2)
            from taken where users.id = taken.user_id""";

    private final Transactions transactions;
    private final Clock clock;

    VerifyEmail(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    Uni<Void> handle(String token) {
        var hash = new OpaqueToken(token).hash();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(PROVE).execute(Tuple.of(hash, now)))
                .invoke(proven -> Refusal.when(proven.rowCount() == 0, VerificationTokenInvalid::new))
                .replaceWithVoid();
    }

    /** Unknown, used or too old: which one is nobody's business. */
    static final class VerificationTokenInvalid extends Refusal {
        VerificationTokenInvalid() {
            super(
                    Kind.INVALID,
                    "verification-token-invalid",
                    "This link no longer works. Sign in to get another letter.");
        }
    }
}
