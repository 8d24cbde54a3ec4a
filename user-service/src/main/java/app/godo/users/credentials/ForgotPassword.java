package app.godo.users.credentials;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.LaterMail;
import app.godo.users.mail.Letter;
import app.godo.users.person.Emails;
import app.godo.users.person.VerificationConfig;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Singleton;

/** Sends a letter that lets its reader choose another password. Whoever asks learns nothing, whether there is an account or not. */
@Singleton
class ForgotPassword {

    private static final String FIND = "select id, email from users where email_key = users.mailbox($1)";

    private final Transactions transactions;
    private final LetterTokens tokens;
    private final VerificationConfig config;
    private final LaterMail mail;

    ForgotPassword(Transactions transactions, LetterTokens tokens, VerificationConfig config, LaterMail mail) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.config = config;
        this.mail = mail;
    }

    /** Whoever asks does not wait for it. */
    Uni<Void> handle(String email) {
        // what is no e-mail is nobody's
        return mail.post(
                Emails.wellFormed(email)
                        ? transactions.sqlAsWorker(tx -> find(tx, email))
                        : Uni.createFrom().nullItem());
    }

    private Uni<Letter> find(SqlConnection tx, String email) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(email))
                .chain(found -> found.rowCount() == 0
                        ? Uni.createFrom().nullItem()
                        : letter(tx, found.iterator().next()));
    }

    private Uni<Letter> letter(SqlConnection tx, Row person) {
        var token = LetterToken.of(Purpose.RESET_PASSWORD);
        var email = person.getString("email");
        return tokens.issue(tx, token, Purpose.RESET_PASSWORD, person.getUUID("id"), email, null)
                .map(issued -> issued ? letter(email, token) : null);
    }

    private Letter letter(String email, LetterToken token) {
        return new Letter(email, "Choose another password", """
                Somebody, perhaps you, asked for another password of your Godo account. Open this to choose one:

                %s#token=%s

                It works once, within %d minutes. If it was not you, do nothing: your password stays as it is.
                """.formatted(
                config.resetPage(), token.text(), config.emailTokenLife().toMinutes()));
    }
}
