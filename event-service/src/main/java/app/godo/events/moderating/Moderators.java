package app.godo.events.moderating;

import app.godo.wire.caller.Caller;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may moderate. For everybody else there is nothing here. */
@ApplicationScoped
public class Moderators {

    private static final String MODERATOR = "moderator";
    private static final String ADMIN = "admin";

    private final SecurityLog securityLog;

    Moderators(SecurityLog securityLog) {
        this.securityLog = securityLog;
    }

    public boolean has(Caller caller) {
        var roles = caller.token().roles();
        return roles.contains(MODERATOR) || roles.contains(ADMIN);
    }

    /**
     * The caller's id.
     *
     * @throws NotFound when they are no moderator
     */
    UUID must(Caller caller) {
        if (!has(caller)) {
            var token = caller.token();
            securityLog.note("forbidden", token.userId(), token.sessionId(), "no-moderator");
            throw new NotFound("page");
        }
        return caller.id();
    }
}
