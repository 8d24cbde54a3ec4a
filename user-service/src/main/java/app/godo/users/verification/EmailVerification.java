package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Letter;
import app.godo.users.person.VerificationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.UUID;
import jakarta.inject.Singleton;

/** Makes the letters that ask someone to prove a mailbox. */
@Singleton
public class EmailVerification {

    private final LetterTokens tokens;
    private final VerificationConfig config;

    EmailVerification(LetterTokens tokens, VerificationConfig config) {
        this.tokens = tokens;
        this.config = config;
    }

    /** A letter with a new token, or null when there were enough of them: nobody's mailbox is flooded. */
    public Uni<Letter> ask(SqlConnection tx, UUID userId, String email) {
        var token = LetterToken.of(Purpose.VERIFY_EMAIL);
        return tokens.issue(tx, token, Purpose.VERIFY_EMAIL, userId, email, null)
                .map(issued -> issued ? letter(email, token) : null);
    }

    /** To somebody who has an account, whoever it was that asked for another one; null without a mailbox. */
    public static Letter alreadyHere(String email) {
        return email == null ? null : new Letter(email, "You already have an account", """
                Someone, perhaps you, just tried to sign up to Godo with this address. You have an account already. If it was
                you, sign in, or ask for another password if you have forgotten yours.

                If it was not you, there is nothing to do; nobody has learnt that you are here.
                """);
    }

    Letter letter(String email, LetterToken token) {
        // behind the #, where no server and no log sees it
        return new Letter(email, "Is this your e-mail address?", """
                Welcome to Godo. Open this to say that the address is yours:

                %s#token=%s

                It works once, within %d minutes. If you did not sign up, do nothing.
                """.formatted(
                config.verificationPage(), token.text(), config.emailTokenLife().toMinutes()));
    }
}
