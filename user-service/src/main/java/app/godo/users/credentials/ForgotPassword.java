package app.godo.users.credentials;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
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

import jakarta.inject.Singleton;

/** Sends a letter that lets its reader choose another password. Whoever asks learns nothing, whether there is an account or not. */
@Singleton
class ForgotPassword {

    /** The id of the transaction is there to be taken: a commit that wrote nothing would be quicker. */
    private static final String FIND = """
            select u.id, u.email, pg_current_xact_id()::text as durable
            from (select) as one left join users u on u.email_key = lower($1)""";

    private final Transactions transactions;
    private final LetterTokens tokens;
    private final VerificationConfig config;
    private final Mail mail;

    ForgotPassword(Transactions transactions, LetterTokens tokens, VerificationConfig config, Mail mail) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.config = config;
        this.mail = mail;
    }

    Uni<Void> handle(String email) {
        // what is no e-mail is nobody's; the query is made all the same
        var mailbox = Emails.wellFormed(email) ? email : "";
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND)
                        .execute(Tuple.of(mailbox))
                        .map(rows -> rows.iterator().next())
                        .chain(person -> letter(tx, person)))
                .onItem()
                .ifNotNull()
                .invoke(mail::post)
                .replaceWithVoid();
    }

    private Uni<Letter> letter(SqlConnection tx, Row person) {
        if (person.getUUID("id") == null) {
            return Uni.createFrom().nullItem();
        }
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
