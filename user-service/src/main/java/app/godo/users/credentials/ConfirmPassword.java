package app.godo.users.credentials;

import app.godo.users.passwords.Passwords;
import app.godo.users.throttle.Subject;
import app.godo.users.throttle.Throttle;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Asks who is signed in for the password once more, before something that a found phone must not be enough for. Failures are
 * counted of the session: who has stolen one slows nobody else.
 */
@Singleton
public class ConfirmPassword {

    private static final String FIND = """
            select u.id, u.email, u.full_name, c.password_hash from users u join credentials c on c.user_id = u.id
            where u.id = $1 and u.is_active""";

    private static final String HOLD = """
            with person as materialized (select id from users where id = $1 and is_active for no key update)
            select c.user_id from credentials c join person on person.id = c.user_id
            where c.password_hash = $2 for update of c""";

    private final Transactions transactions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SecurityLog securityLog;

    ConfirmPassword(Transactions transactions, Passwords passwords, Throttle throttle, SecurityLog securityLog) {
        this.transactions = transactions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.securityLog = securityLog;
    }

    /** Who has said the password, and what was checked. */
    public record Confirmed(UUID id, String email, String fullName, String passwordHash) {

        /** Never the hash: what is printed may be kept. */
        @Override
        public String toString() {
            return "Confirmed[%s]".formatted(id);
        }
    }

    /** Fails with 403 {@code wrong-password}. */
    public Uni<Confirmed> handle(AccessToken caller, String password) {
        return find(caller.userId())
                .chain(person -> throttle.attempt(
                        List.of(Subject.session(caller.sessionId())),
                        WrongPassword.class,
                        () -> check(caller, person, password)));
    }

    /**
     * Holds the account and its password until the transaction ends.
     *
     * @return false when either has changed since it was confirmed
     */
    public Uni<Boolean> stillHolds(SqlConnection tx, Confirmed person) {
        return tx.preparedQuery(HOLD)
                .execute(Tuple.of(person.id(), person.passwordHash()))
                .map(held -> held.rowCount() == 1);
    }

    private Uni<Confirmed> check(AccessToken caller, Confirmed person, String password) {
        return passwords.check(password, person.passwordHash()).map(check -> {
            if (!check.matches()) {
                securityLog.note("confirmation-failed", person.id(), caller.sessionId(), "wrong-password");
                throw new WrongPassword();
            }
            return person;
        });
    }

    private Uni<Confirmed> find(UUID userId) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND).execute(Tuple.of(userId)))
                .map(rows ->
                        rows.iterator().hasNext() ? confirmed(rows.iterator().next()) : null)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("user"));
    }

    private static Confirmed confirmed(Row row) {
        return new Confirmed(
                row.getUUID("id"), row.getString("email"), row.getString("full_name"), row.getString("password_hash"));
    }
}
