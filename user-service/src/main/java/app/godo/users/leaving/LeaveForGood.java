package app.godo.users.leaving;

import app.godo.users.credentials.ConfirmPassword;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Singleton;

/** Erases the account of who says its password, at once. */
@Singleton
class LeaveForGood {

    private final ConfirmPassword confirmPassword;
    private final EraseAccount eraseAccount;
    private final Transactions transactions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final Mail mail;

    LeaveForGood(
            ConfirmPassword confirmPassword,
            EraseAccount eraseAccount,
            Transactions transactions,
            SessionEnds ends,
            SecurityLog securityLog,
            Mail mail) {
        this.confirmPassword = confirmPassword;
        this.eraseAccount = eraseAccount;
        this.transactions = transactions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.mail = mail;
    }

    Uni<Void> handle(AccessToken caller, String password) {
        return confirmPassword.handle(caller, password).chain(person -> transactions
                .sqlAsWorker(tx -> confirmPassword
                        .stillHolds(tx, person)
                        .invoke(holds -> Refusal.when(!holds, () -> new NotFound("user")))
                        .chain(() -> eraseAccount.handle(tx, person.id())))
                .chain(ends::deny)
                .invoke(() -> {
                    securityLog.note("erased", person.id(), caller.sessionId(), "by-owner");
                    mail.post(letter(person.email()));
                }));
    }

    private static Letter letter(String email) {
        return new Letter(email, "Your account is erased", """
                Your Godo account and everything in it is erased. We are sorry to see you go.
                """);
    }
}
