package app.godo.users.credentials;

import app.godo.users.credentials.ConfirmPassword.Confirmed;
import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.person.Emails;
import app.godo.users.person.Faults;
import app.godo.users.person.VerificationConfig;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Singleton;

/**
 * Asks for another mailbox: a letter to the new one, which proves it when it is opened, and a notice to the one there is. Whether
 * the new one has an account already is told to nobody.
 */
@Singleton
class ChangeEmail {

    private final ConfirmPassword confirmPassword;
    private final LetterTokens tokens;
    private final VerificationConfig config;
    private final Transactions transactions;
    private final SecurityLog securityLog;
    private final Mail mail;

    ChangeEmail(
            ConfirmPassword confirmPassword,
            LetterTokens tokens,
            VerificationConfig config,
            Transactions transactions,
            SecurityLog securityLog,
            Mail mail) {
        this.confirmPassword = confirmPassword;
        this.tokens = tokens;
        this.config = config;
        this.transactions = transactions;
        this.securityLog = securityLog;
        this.mail = mail;
    }

    Uni<Void> handle(AccessToken caller, String currentPassword, String newEmail) {
        var faults = new Faults()
                .when(!Emails.wellFormed(newEmail), "/new_email", "email", "This is not an e-mail address.");
        faults.refuse();
        return confirmPassword
                .handle(caller, currentPassword)
                .chain(person -> ask(person, newEmail))
                .invoke(() -> securityLog.note("email-change-asked", caller.userId(), caller.sessionId(), null))
                .replaceWithVoid();
    }

    private Uni<Boolean> ask(Confirmed person, String newEmail) {
        var token = LetterToken.of(Purpose.CHANGE_EMAIL);
        return transactions
                .sqlAsWorker(tx -> confirmPassword
                        .stillHolds(tx, person)
                        .invoke(holds -> Refusal.when(!holds, WrongPassword::new))
                        .chain(() ->
                                tokens.issue(tx, token, Purpose.CHANGE_EMAIL, person.id(), person.email(), newEmail)))
                .invoke(issued -> {
                    if (issued) {
                        mail.post(proof(newEmail, token));
                        mail.post(notice(person.email()));
                    }
                });
    }

    private Letter proof(String email, LetterToken token) {
        return new Letter(email, "Is this your new e-mail address?", """
                Open this to use this address for your Godo account from now on:

                %s#token=%s

                It works once, within %d minutes. If you did not ask for it, do nothing.
                """.formatted(
                config.emailChangePage(), token.text(), config.emailTokenLife().toMinutes()));
    }

    private static Letter notice(String email) {
        return new Letter(email, "Your e-mail address is about to change", """
                Somebody who knows your password asked to use another e-mail address for your Godo account. It changes when
                they open the letter there.

                If it was not you, ask for another password now: that stops it and ends every session.
                """);
    }
}
