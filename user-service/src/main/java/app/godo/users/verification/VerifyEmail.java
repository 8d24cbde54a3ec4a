package app.godo.users.verification;

import app.godo.users.secrets.OpaqueToken;
import app.godo.users.session.SessionEnds;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Takes the token of a letter for what it proves; once. */
@Singleton
class VerifyEmail {

    private static final String PROVE = """
            with taken as (
                update email_tokens set used_at = $2
                where token_hash = $1 and purpose = 'verify_email' and used_at is null and expires_at > $2
                returning user_id)
            update users set email_verified_at = coalesce(email_verified_at, $2), version = version + 1
            from taken where users.id = taken.user_id""";

    private final Transactions transactions;
    private final ProveSignup proveSignup;
    private final SessionEnds ends;
    private final Clock clock;

    VerifyEmail(Transactions transactions, ProveSignup proveSignup, SessionEnds ends, Clock clock) {
        this.transactions = transactions;
        this.proveSignup = proveSignup;
        this.ends = ends;
        this.clock = clock;
    }

    Uni<Void> handle(String token) {
        var hash = new OpaqueToken(token).hash();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions.sqlAsWorker(tx -> prove(tx, hash, now)).chain(ends::deny);
    }

    /** Either the letter of an account that is in use already, or that of a signup. */
    private Uni<List<UUID>> prove(SqlConnection tx, Buffer hash, OffsetDateTime now) {
        return tx.preparedQuery(PROVE)
                .execute(Tuple.of(hash, now))
                .chain(proven -> proven.rowCount() == 1
                        ? Uni.createFrom().item(List.<UUID>of())
                        : proveSignup.handle(tx, hash, now))
                .onItem()
                .ifNull()
                .failWith(VerificationTokenInvalid::new);
    }
}
