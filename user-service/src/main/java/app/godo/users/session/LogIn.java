package app.godo.users.session;

import app.godo.users.mail.Mail;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.Emails;
import app.godo.users.verification.EmailVerification;
import app.godo.users.verification.VerificationConfig;
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
    private final EmailVerification verification;
    private final VerificationConfig config;
    private final Mail mail;

    LogIn(
            Transactions transactions,
            Passwords passwords,
            OpenSession openSession,
            EmailVerification verification,
            VerificationConfig config,
            Mail mail) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.openSession = openSession;
        this.verification = verification;
        this.config = config;
        this.mail = mail;
    }

    private record Known(Account account, boolean verified, String passwordHash) {}

    Uni<SignedIn> handle(LoginRequest request) {
        return find(request.email()).chain(known -> passwords
                .check(request.password(), known == null ? null : known.passwordHash())
                .chain(check -> admit(known, check, request)));
    }

    private Uni<SignedIn> admit(Known known, Passwords.Check check, LoginRequest request) {
        Refusal.when(!check.matches(), InvalidCredentials::new);
        if (config.requireVerifiedEmail() && !known.verified()) {
            return remind(known.account()).chain(() -> Uni.createFrom().failure(new EmailUnverified()));
        }
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

    /** Only who knows the password gets another letter sent. */
    private Uni<Void> remind(Account account) {
        return transactions
                .sqlAsWorker(tx -> verification.ask(tx, account.id(), account.email()))
                .onItem()
                .ifNotNull()
                .invoke(mail::post)
                .replaceWithVoid();
    }
}
