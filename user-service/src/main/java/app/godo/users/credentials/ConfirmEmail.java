package app.godo.users.credentials;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.LetterTokens.Addressee;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Outages;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** Takes the token of a letter to a new mailbox: from now on it is the account's. No letter to the old one opens anything more. */
@Singleton
class ConfirmEmail {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String CHANGE = """
            update users set email = $2, email_verified_at = $3, version = version + 1 where id = $1 and is_active""";

    private final LetterTokens tokens;
    private final Transactions transactions;
    private final SecurityLog securityLog;
    private final Mail mail;
    private final Clock clock;

    ConfirmEmail(LetterTokens tokens, Transactions transactions, SecurityLog securityLog, Mail mail, Clock clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.securityLog = securityLog;
        this.mail = mail;
        this.clock = clock;
    }

    Uni<Void> handle(String presented) {
        var token = LetterToken.presented(presented);
        return transactions
                .sqlAsWorker(tx -> tokens.addressee(tx, token, Purpose.CHANGE_EMAIL))
                // after the commit: a guess has been counted
                .onItem()
                .ifNull()
                .failWith(EmailTokenInvalid::new)
                .chain(person -> transactions
                        .sqlAsWorker(tx -> change(tx, token, person))
                        .onFailure(failure -> UNIQUE_VIOLATION.equals(Outages.sqlStateOf(failure)))
                        .transform(taken -> new EmailTokenInvalid())
                        .invoke(() -> tell(person)));
    }

    private Uni<Void> change(SqlConnection tx, LetterToken token, Addressee person) {
        return tokens.redeem(tx, token, Purpose.CHANGE_EMAIL, person.id())
                .invoke(redeemed -> Refusal.when(!redeemed, EmailTokenInvalid::new))
                .chain(() -> tx.preparedQuery(CHANGE)
                        .execute(Tuple.of(
                                person.id(), person.newEmail(), clock.instant().atOffset(ZoneOffset.UTC))))
                .invoke(changed -> Refusal.when(changed.rowCount() == 0, EmailTokenInvalid::new))
                .chain(() -> tokens.voidAll(tx, person.id()));
    }

    private void tell(Addressee person) {
        securityLog.note("email-changed", person.id(), null, null);
        mail.post(new Letter(person.email(), "Your e-mail address was changed", """
                Your Godo account has another e-mail address from now on; this one no longer opens it.

                If it was not you, write to us: support@godo.app.
                """));
    }
}
