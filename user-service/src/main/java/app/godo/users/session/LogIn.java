package app.godo.users.session;

import app.godo.users.passwords.Passwords;
import app.godo.users.person.Emails;
import app.godo.users.person.VerificationConfig;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Singleton;

/**
 * Opens a session for who knows the password. An account that does not exist costs the same query and the same password work as
 * one that does.
 */
@Singleton
class LogIn {

    private static final String FIND = """
            select u.id as user_id, u.email, u.full_name, u.roles, u.email_verified_at is not null as verified, c.password_hash
            from users u join credentials c on c.user_id = u.id
            where u.email_key = lower($1) and u.is_active""";

    private final Transactions transactions;
    private final Passwords passwords;
    private final OpenSession openSession;
    private final VerificationConfig config;

    LogIn(Transactions transactions, Passwords passwords, OpenSession openSession, VerificationConfig config) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.openSession = openSession;
        this.config = config;
    }

    private record Known(Account account, boolean verified, String passwordHash) {}

    Uni<SignedIn> handle(LoginRequest request) {
        return attempt(request)
                // another login has renewed the hash meanwhile, or the password has changed: once more, from the
                // beginning
                .onItem()
                .ifNull()
                .switchTo(() -> attempt(request))
                .onItem()
                .ifNull()
                .failWith(InvalidCredentials::new);
    }

    /** Null when what was checked was no longer so when the session was to be opened. */
    private Uni<SignedIn> attempt(LoginRequest request) {
        return find(request.email()).chain(known -> passwords
                .check(request.password(), known == null ? null : known.passwordHash())
                .chain(check -> admit(known, check, request)));
    }

    /** Whoever has not proven the mailbox is told nothing else: that there is such an account is its owner's to know. */
    private Uni<SignedIn> admit(Known known, Passwords.Check check, LoginRequest request) {
        Refusal.when(!check.matches() || config.requireVerifiedEmail() && !known.verified(), InvalidCredentials::new);
        var hash = check.outdated()
                ? passwords.hash(request.password())
                : Uni.createFrom().item(known.passwordHash());
        return hash.chain(
                current -> openSession.handle(known.account(), known.passwordHash(), current, request.device()));
    }

    private Uni<Known> find(String email) {
        // what is no e-mail is nobody's; the query is made all the same
        var mailbox = Emails.wellFormed(email) ? email : "";
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND).execute(Tuple.of(mailbox)))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? known(found.next()) : null;
                });
    }

    private static Known known(Row row) {
        return new Known(Account.of(row), row.getBoolean("verified"), row.getString("password_hash"));
    }
}
