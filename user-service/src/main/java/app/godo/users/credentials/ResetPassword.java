package app.godo.users.credentials;

import app.godo.users.credentials.ReplacePassword.Choice;
import app.godo.users.credentials.ReplacePassword.Occasion;
import app.godo.users.credentials.ReplacePassword.Owner;
import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.Purpose;
import app.godo.users.secrets.OpaqueToken;
import app.godo.users.session.NewDevice;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Another password for who reads the mailbox. Every session ends, and the mailbox is proven by it. */
@Singleton
class ResetPassword {

    private static final String PROVE = """
            update users set email_verified_at = $2, version = version + 1 where id = $1 and email_verified_at is null""";

    private final LetterTokens tokens;
    private final ReplacePassword replacePassword;
    private final Transactions transactions;
    private final Clock clock;

    ResetPassword(LetterTokens tokens, ReplacePassword replacePassword, Transactions transactions, Clock clock) {
        this.tokens = tokens;
        this.replacePassword = replacePassword;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A password that will not do leaves the letter as good as it was.
     *
     * @param deviceToken of the device it is done on, which stays known if it was: its owner can sign in there whoever guesses at
     *     the account meanwhile; null for none
     * @return what the device is known by from now on, whether it was before or not
     */
    Uni<OpaqueToken> handle(String presented, String password, String deviceToken) {
        var inHand = deviceToken == null ? null : new OpaqueToken(deviceToken).hash();
        var next = NewDevice.token();
        var token = LetterToken.presented(presented);
        return transactions
                .sqlAsWorker(tx -> tokens.addressee(tx, token, Purpose.RESET_PASSWORD))
                // after the commit: a guess has been counted
                .onItem()
                .ifNull()
                .failWith(ResetTokenInvalid::new)
                .chain(person -> replacePassword.handle(
                        new Owner(person.id(), person.email(), person.fullName()),
                        new Choice(password, "/password"),
                        new Occasion("reset", null, inHand, next.hash()),
                        tx -> redeem(tx, token, person.id())))
                .replaceWith(next);
    }

    private Uni<Void> redeem(SqlConnection tx, LetterToken token, UUID userId) {
        return tokens.redeem(tx, token, Purpose.RESET_PASSWORD, userId)
                .invoke(redeemed -> Refusal.when(!redeemed, ResetTokenInvalid::new))
                .chain(() -> tx.preparedQuery(PROVE)
                        .execute(Tuple.of(userId, clock.instant().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }
}
