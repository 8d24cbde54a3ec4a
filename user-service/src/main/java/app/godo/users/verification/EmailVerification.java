package app.godo.users.verification;

import app.godo.users.mail.Letter;
import app.godo.users.person.VerificationConfig;
import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Makes the letters that ask someone to prove a mailbox. */
@Singleton
public class EmailVerification {

    private static final String ISSUE = """
            insert into email_tokens (id, user_id, purpose, token_hash, expires_at)
            select $1::uuid, $2::uuid, 'verify_email', $3::bytea, $4::timestamptz
            where not exists (
                select from email_tokens
                where user_id = $2 and purpose = 'verify_email' and used_at is null and expires_at > $5)""";

    private final VerificationConfig config;
    private final Clock clock;

    EmailVerification(VerificationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** A letter with a new token, or null while an earlier one still holds: nobody's mailbox is flooded. */
    public Uni<Letter> ask(SqlConnection tx, UUID userId, String email) {
        var token = token();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(ISSUE)
                .execute(Tuple.of(Ids.next(), userId, token.hash(), now.plus(config.emailTokenLife()), now))
                .map(issued -> issued.rowCount() == 1 ? letter(email, token) : null);
    }

    static OpaqueToken token() {
        return OpaqueToken.of("gv1");
    }

    /** To somebody who has an account, whoever it was that asked for another one; null without a mailbox. */
    public static Letter alreadyHere(String email) {
        return email == null ? null : new Letter(email, "You already have an account", """
                Someone, perhaps you, just tried to sign up to Godo with this address. You have an account already: sign in.

                If it was not you, there is nothing to do; nobody has learnt that you are here.
                """);
    }

    Letter letter(String email, OpaqueToken token) {
        // behind the #, where no server and no log sees it
        return new Letter(email, "Is this your e-mail address?", """
                Welcome to Godo. Open this to say that the address is yours:

                %s#token=%s

                It works once, within %d minutes. If you did not sign up, do nothing.
                """.formatted(
                config.verificationPage(), token.text(), config.emailTokenLife().toMinutes()));
    }
}
