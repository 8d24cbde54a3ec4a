package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.person.Emails;
import app.godo.users.person.VerificationConfig;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Sends the letter again: of an account whose mailbox is not proven yet, or else of the latest signup of the mailbox, whose letter
 * from before opens nothing any more. Whoever asks learns nothing, whether there is one or not.
 */
@Singleton
class ResendVerification {

    /** As much is read and written where there is nothing to send: nobody can tell. */
    private static final String FIND = """
            with person as (
                select id, email, email_verified_at is null and is_active as unproven from users where email_key = lower($1))
            select (select id from person where unproven) as account, (select email from person where unproven) as email,
                (select id from signups
                 where email_key = lower($1) and created_at > $2 and not exists (select from person where not unproven)
                 order by created_at desc, id desc limit 1) as signup,
                pg_current_xact_id()::text as durable""";

    private static final String RENEW = """
            update signups s set token_hash = $2, tries = 0, letters = letters + 1, expires_at = $3
            where id = $1
                and (select coalesce(sum(letters), 0) from signups o where o.email_key = s.email_key and o.expires_at > $4) < $5
            returning email""";

    private final EmailVerification verification;
    private final VerificationConfig config;
    private final Transactions transactions;
    private final Mail mail;
    private final Clock clock;

    ResendVerification(
            EmailVerification verification,
            VerificationConfig config,
            Transactions transactions,
            Mail mail,
            Clock clock) {
        this.verification = verification;
        this.config = config;
        this.transactions = transactions;
        this.mail = mail;
        this.clock = clock;
    }

    Uni<Void> handle(String email) {
        // what is no e-mail is nobody's; the query is made all the same
        var mailbox = Emails.wellFormed(email) ? email : "";
        var dayAgo = clock.instant().atOffset(ZoneOffset.UTC).minus(ForgetLetters.KEPT);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND)
                        .execute(Tuple.of(mailbox, dayAgo))
                        .map(rows -> rows.iterator().next())
                        .chain(found -> again(tx, found)))
                .onItem()
                .ifNotNull()
                .invoke(mail::post)
                .replaceWithVoid();
    }

    private Uni<Letter> again(SqlConnection tx, Row found) {
        if (found.getUUID("account") != null) {
            return verification.ask(tx, found.getUUID("account"), found.getString("email"));
        }
        return found.getUUID("signup") == null ? Uni.createFrom().nullItem() : renew(tx, found.getUUID("signup"));
    }

    private Uni<Letter> renew(SqlConnection tx, UUID signup) {
        var token = LetterToken.of(Purpose.VERIFY_EMAIL, signup);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(RENEW)
                .execute(Tuple.of(
                        signup, token.hash(), now.plus(config.emailTokenLife()), now, UnprovenSignups.MOST_LETTERS))
                .map(renewed -> renewed.rowCount() == 0
                        ? null
                        : verification.letter(renewed.iterator().next().getString("email"), token));
    }
}
