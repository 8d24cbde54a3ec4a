package app.godo.users.administration;

import app.godo.users.session.EndSessions;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.inject.Singleton;

/** Ends every session of somebody, as of an account that was taken over. */
@Singleton
class EndSessionsOf {

    private static final String REASON = "ended-by-admin";

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;

    EndSessionsOf(Transactions transactions, EndSessions endSessions, SessionEnds ends, SecurityLog securityLog) {
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.ends = ends;
        this.securityLog = securityLog;
    }

    Uni<Void> handle(AccessToken admin, UUID userId) {
        return transactions
                .sqlAsWorker(tx -> endSessions
                        .hold(tx, userId)
                        .invoke(held -> Refusal.when(!held, () -> new NotFound("user")))
                        .chain(() -> endSessions.forgetDevices(tx, userId, null, null))
                        .chain(() -> endSessions.allBut(tx, userId, null, REASON)))
                .chain(ends::deny)
                .invoke(() -> securityLog.note("sessions-ended", userId, null, "by " + admin.userId()));
    }
}
