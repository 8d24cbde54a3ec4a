package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.LetterTokens.Addressee;
import app.godo.users.letters.Purpose;
import app.godo.users.session.SessionEnds;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
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
            update users set email_verified_at = coalesce(email_verified_at, $2), version = version + 1 where id = $1""";

    private final Transactions transactions;
    private final LetterTokens tokens;
    private final ProveSignup proveSignup;
    private final SessionEnds ends;
    private final Clock clock;

    VerifyEmail(
            Transactions transactions, LetterTokens tokens, ProveSignup proveSignup, SessionEnds ends, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.proveSignup = proveSignup;
        this.ends = ends;
        this.clock = clock;
    }

    Uni<Void> handle(String presented) {
        var token = LetterToken.presented(presented);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions
                .sqlAsWorker(tx -> tokens.addressee(tx, token, Purpose.VERIFY_EMAIL)
                        .chain(person -> person == null
                                ? proveSignup.handle(tx, token, now)
                                : proveAccount(tx, token, person, now)))
                // after the commit: a guess has been counted
                .onItem()
                .ifNull()
                .failWith(VerificationTokenInvalid::new)
                .chain(ends::deny);
    }

    /** The letter of an account that is in use already. */
    private Uni<List<UUID>> proveAccount(SqlConnection tx, LetterToken token, Addressee person, OffsetDateTime now) {
        return tokens.redeem(tx, token, Purpose.VERIFY_EMAIL, person.id())
                .chain(redeemed -> redeemed
                        ? tx.preparedQuery(PROVE)
                                .execute(Tuple.of(person.id(), now))
                                .replaceWith(List.<UUID>of())
                        : Uni.createFrom().nullItem());
    }
}
