package app.godo.users.credentials;

import app.godo.users.credentials.ConfirmPassword.Confirmed;
import app.godo.users.mail.Mail;
import app.godo.users.passwords.PasswordRules;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.Faults;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Another password for who knows the one there is. Every other session ends. */
@Singleton
class ChangePassword {

    private final ConfirmPassword confirmPassword;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final ReplacePassword replacePassword;
    private final Transactions transactions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final Mail mail;

    ChangePassword(
            ConfirmPassword confirmPassword,
            PasswordRules rules,
            Passwords passwords,
            ReplacePassword replacePassword,
            Transactions transactions,
            SessionEnds ends,
            SecurityLog securityLog,
            Mail mail) {
        this.confirmPassword = confirmPassword;
        this.rules = rules;
        this.passwords = passwords;
        this.replacePassword = replacePassword;
        this.transactions = transactions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.mail = mail;
    }

    Uni<Void> handle(AccessToken caller, String current, String next) {
        return confirmPassword
                .handle(caller, current)
                .invoke(person -> check(person, next))
                .chain(person -> passwords
                        .hash(next)
                        .chain(hash -> transactions.sqlAsWorker(tx -> replace(tx, caller, person, hash)))
                        .chain(ends::deny)
                        .invoke(() -> tell(caller, person)));
    }

    private void check(Confirmed person, String next) {
        var faults = new Faults();
        rules.check(next, "/new_password", person.email(), person.fullName(), faults);
        faults.refuse();
    }

    private Uni<List<UUID>> replace(SqlConnection tx, AccessToken caller, Confirmed person, String hash) {
        return confirmPassword
                .stillHolds(tx, person)
                .invoke(holds -> Refusal.when(!holds, WrongPassword::new))
                .chain(() ->
                        replacePassword.handle(tx, person.id(), hash, caller.sessionId(), null, "password-changed"));
    }

    private void tell(AccessToken caller, Confirmed person) {
        securityLog.note("password-changed", person.id(), caller.sessionId(), "changed");
        mail.post(ReplacePassword.letter(person.email()));
    }
}
