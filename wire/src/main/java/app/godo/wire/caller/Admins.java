package app.godo.wire.caller;

import app.godo.wire.problem.NotFound;

import jakarta.inject.Singleton;

/** Lets admins through. To anybody else there is nothing here. */
@Singleton
public class Admins {

    private static final String ADMIN = "admin";

    private final SecurityLog securityLog;

    Admins(SecurityLog securityLog) {
        this.securityLog = securityLog;
    }

    public void only(AccessToken caller) {
        if (!caller.roles().contains(ADMIN)) {
            securityLog.note("forbidden", caller.userId(), caller.sessionId(), "no-admin");
            throw new NotFound("page");
        }
    }
}
