package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.LaterMail;
import app.godo.users.mail.Letter;
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
 * Sends the letter of a signup again; the one from before opens nothing any more. It is asked for by what the answer to that signup
 * said and not by the mailbox, or a stranger's signup with the same mailbox could be the one that comes. Whoever asks learns
 * nothing, whether there is one or not.
 */
@Singleton
class ResendVerification {

    /** A signup has the id of the account that it is, or may become. */
    private static final String FIND = """
            select u.id as account, u.email, s.id as signup, s.email as mailbox
            from (select) as one
                left join users u on u.id = $1 and u.email_verified_at is null and u.is_active
                left join signups s on s.id = $1 and s.created_at > $2 and not exists (
                    select from users m
                    where m.email_key = s.email_key and (m.email_verified_at is not null or not m.is_active))""";

    private static final String RENEW = """
            update signups s set token_hash = $2, tries = 0, letters = letters + 1, expires_at = $3
            where id = $1
                and (select coalesce(sum(letters) filter (where o.asker = s.asker), 0) < $5 and coalesce(sum(letters), 0) < $6
                    from signups o where o.email_key = s.email_key and o.expires_at > $4)
            returning email""";

    private final EmailVerification verification;
    private final VerificationConfig config;
    private final Transactions transactions;
    private final LaterMail mail;
    private final Clock clock;

    ResendVerification(
            EmailVerification verification,
            VerificationConfig config,
            Transactions transactions,
            LaterMail mail,
            Clock clock) {
        this.verification = verification;
        this.config = config;
        this.transactions = transactions;
        this.mail = mail;
        this.clock = clock;
    }

    /** Whoever asks does not wait for it. */
    Uni<Void> handle(UUID signup) {
        var dayAgo = clock.instant().atOffset(ZoneOffset.UTC).minus(ForgetProofs.KEPT);
        return mail.post(transactions.sqlAsWorker(tx -> tx.preparedQuery(FIND)
                .execute(Tuple.of(signup, dayAgo))
                .map(rows -> rows.iterator().next())
                .chain(found -> again(tx, found))));
    }

    private Uni<Letter> again(SqlConnection tx, Row found) {
        if (found.getUUID("account") != null) {
            return verification.ask(tx, found.getUUID("account"), found.getString("email"));
        }
        return found.getUUID("signup") == null
                ? Uni.createFrom().nullItem()
                : UnprovenSignups.holdMailbox(tx, found.getString("mailbox"))
                        .chain(() -> renew(tx, found.getUUID("signup")));
    }

    private Uni<Letter> renew(SqlConnection tx, UUID signup) {
        var token = LetterToken.of(Purpose.VERIFY_EMAIL, signup);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(RENEW)
                .execute(Tuple.of(
                        signup,
                        token.hash(),
                        now.plus(config.emailTokenLife()),
                        now,
                        UnprovenSignups.MOST_LETTERS,
                        UnprovenSignups.MOST_LETTERS_TO_ANYBODY))
                .map(renewed -> renewed.rowCount() == 0
                        ? null
                        : verification.letter(renewed.iterator().next().getString("email"), token));
    }
}
