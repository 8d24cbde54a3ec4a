package app.godo.users.leaving;

import app.godo.users.credentials.ConfirmPassword;
import app.godo.users.credentials.ConfirmPassword.Confirmed;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.session.EndSessions;
import app.godo.users.session.SessionConfig;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Switches an account off: its sessions end, and to everybody else it is not there. Its owner has it back by a sign-in that says
 * so ({@code reactivate}), for thirty days; then it is erased ({@link EraseTheDeparted}).
 */
@Singleton
class Deactivate {

    private static final String REASON = "deactivated";

    private static final String SWITCH_OFF = """
            update users set is_active = false, deactivated_at = $2, version = version + 1 where id = $1""";

    private final ConfirmPassword confirmPassword;
    private final Transactions transactions;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final SessionConfig config;
    private final Mail mail;
    private final Clock clock;

    Deactivate(
            ConfirmPassword confirmPassword,
            Transactions transactions,
            EndSessions endSessions,
            SessionEnds ends,
            SecurityLog securityLog,
            SessionConfig config,
            Mail mail,
            Clock clock) {
        this.confirmPassword = confirmPassword;
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.config = config;
        this.mail = mail;
        this.clock = clock;
    }

    Uni<Void> handle(AccessToken caller, String password) {
        return confirmPassword.handle(caller, password).chain(person -> transactions
                .sqlAsWorker(tx -> switchOff(tx, person))
                .chain(ends::deny)
                .invoke(() -> {
                    securityLog.note(REASON, person.id(), caller.sessionId(), null);
                    mail.post(letter(person.email()));
                }));
    }

    private Uni<List<UUID>> switchOff(SqlConnection tx, Confirmed person) {
        return confirmPassword
                .stillHolds(tx, person)
                .invoke(holds -> Refusal.when(!holds, () -> new NotFound("user")))
                .chain(() -> tx.preparedQuery(SWITCH_OFF)
                        .execute(Tuple.of(person.id(), clock.instant().atOffset(ZoneOffset.UTC))))
                .chain(() -> endSessions.allBut(tx, person.id(), null, REASON));
    }

    private Letter letter(String email) {
        return new Letter(email, "Your account is switched off", """
                Nobody sees your Godo account any more. Sign in within %d days to have it back; after that it is erased with
                everything in it.
                """.formatted(
                        config.reactivation().toDays()));
    }
}
