package app.godo.users.session;

import app.godo.users.passwords.Passwords;
import app.godo.users.person.Emails;
import app.godo.users.person.VerificationConfig;
import app.godo.users.secrets.OpaqueToken;
import app.godo.users.throttle.Subject;
import app.godo.users.throttle.Throttle;
import app.godo.wire.caller.Client;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import jakarta.inject.Singleton;

/**
 * Opens a session for who knows the password. An account that does not exist costs the same query and the same password work as
 * one that does. One that its owner has switched off comes back if the sign-in says so, and is erased some time later if none does.
 */
@Singleton
class LogIn {

    private static final String FIND = """
            select u.id as user_id, u.email, u.full_name, u.roles, u.email_verified_at is not null as verified, c.password_hash,
                u.last_login is null as first_time, u.is_active as active,
                exists (select from sessions s where s.device_hash = $2 and s.user_id = u.id)
                    or coalesce(c.device_hash = $2, false) as known_device
            from users u join credentials c on c.user_id = u.id
            where u.email_key = users.mailbox($1) and (u.is_active or u.deactivated_at > $3)""";

    private final Transactions transactions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final OpenSession openSession;
    private final NewDevice newDevice;
    private final SecurityLog securityLog;
    private final VerificationConfig config;
    private final SessionConfig sessions;
    private final Clock clock;

    LogIn(
            Transactions transactions,
            Passwords passwords,
            Throttle throttle,
            OpenSession openSession,
            NewDevice newDevice,
            SecurityLog securityLog,
            VerificationConfig config,
            SessionConfig sessions,
            Clock clock) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.openSession = openSession;
        this.newDevice = newDevice;
        this.securityLog = securityLog;
        this.config = config;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Known(
            Account account,
            boolean verified,
            boolean active,
            String passwordHash,
            boolean firstTime,
            boolean knownDevice) {}

    Uni<SignedIn> handle(LoginRequest request) {
        return find(request)
                .chain(known -> throttle.attempt(
                        subjects(known, request), InvalidCredentials.class, () -> signIn(known, request)));
    }

    /** A device that has signed in before answers for itself; anybody else for the account and their address. */
    private static List<Subject> subjects(Known known, LoginRequest request) {
        return known != null && known.knownDevice()
                ? List.of(Subject.device(known.account().id(), request.device().token()))
                : List.of(
                        Subject.address(Client.ofTheRequest().address()),
                        known == null
                                ? Subject.account(request.email())
                                : Subject.account(known.account().id()));
    }

    private Uni<SignedIn> signIn(Known known, LoginRequest request) {
        return attempt(known, request)
                // another login has renewed the hash meanwhile, or the password has changed: once more, from the
                // beginning
                .onItem()
                .ifNull()
                .switchTo(() -> find(request).chain(again -> attempt(again, request)))
                .onItem()
                .ifNull()
                .failWith(InvalidCredentials::new)
                .onFailure(InvalidCredentials.class)
                .invoke(() -> securityLog.note(
                        "login-failed",
                        known == null ? null : known.account().id(),
                        null,
                        known == null ? "no-such-account" : "wrong-password"));
    }

    /** Null when what was checked was no longer so when the session was to be opened. */
    private Uni<SignedIn> attempt(Known known, LoginRequest request) {
        return passwords
                .check(request.password(), known == null ? null : known.passwordHash())
                .chain(check -> admit(known, check, request));
    }

    /** Whoever has not proven the mailbox is told nothing else: that there is such an account is its owner's to know. */
    private Uni<SignedIn> admit(Known known, Passwords.Check check, LoginRequest request) {
        Refusal.when(!check.matches() || config.requireVerifiedEmail() && !known.verified(), InvalidCredentials::new);
        Refusal.when(!known.active() && !request.reactivates(), AccountDeactivated::new);
        var hash = check.outdated()
                ? passwords.hash(request.password())
                : Uni.createFrom().item(known.passwordHash());
        var device = known.knownDevice() ? new OpaqueToken(request.device().token()) : NewDevice.token();
        return hash.chain(current -> openSession.handle(
                        known.account(), known.passwordHash(), current, request.device(), device, !known.active()))
                .onItem()
                .ifNotNull()
                .invoke(in -> welcome(known, in, request));
    }

    private void welcome(Known known, SignedIn in, LoginRequest request) {
        if (!known.active()) {
            securityLog.note("reactivated", known.account().id(), in.sessionId(), null);
        }
        securityLog.note(
                "login", known.account().id(), in.sessionId(), known.knownDevice() ? "known-device" : "new-device");
        if (!known.knownDevice() && !known.firstTime()) {
            newDevice.tell(known.account(), request.device());
        }
    }

    private Uni<Known> find(LoginRequest request) {
        // what is no e-mail is nobody's; the query is made all the same
        var mailbox = Emails.wellFormed(request.email()) ? request.email() : "";
        var device = request.device().token();
        var hash = device == null ? null : new OpaqueToken(device).hash();
        var departed = clock.instant().minus(sessions.reactivation()).atOffset(ZoneOffset.UTC);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND).execute(Tuple.of(mailbox, hash, departed)))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? known(found.next()) : null;
                });
    }

    private static Known known(Row row) {
        return new Known(
                Account.of(row),
                row.getBoolean("verified"),
                row.getBoolean("active"),
                row.getString("password_hash"),
                row.getBoolean("first_time"),
                row.getBoolean("known_device"));
    }
}
