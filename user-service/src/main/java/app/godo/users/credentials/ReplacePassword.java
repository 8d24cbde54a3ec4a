package app.godo.users.credentials;

import app.godo.users.letters.LetterTokens;
import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.passwords.PasswordRules;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.Faults;
import app.godo.users.session.EndSessions;
import app.godo.users.session.SessionEnds;
import app.godo.users.throttle.Subject;
import app.godo.users.throttle.Throttle;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.inject.Singleton;

/** Sets another password, and closes every door that the last one may have opened to somebody else. */
@Singleton
class ReplacePassword {

    private static final String REPLACE = """
            insert into credentials (user_id, password_hash, changed_at, device_hash) values ($1, $2, $3, $4)
            on conflict (user_id) do update set
                password_hash = excluded.password_hash, changed_at = excluded.changed_at, device_hash = excluded.device_hash""";

    private final PasswordRules rules;
    private final Passwords passwords;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final LetterTokens letters;
    private final Throttle throttle;
    private final Transactions transactions;
    private final SecurityLog securityLog;
    private final Mail mail;
    private final Clock clock;

    ReplacePassword(
            PasswordRules rules,
            Passwords passwords,
            EndSessions endSessions,
            SessionEnds ends,
            LetterTokens letters,
            Throttle throttle,
            Transactions transactions,
            SecurityLog securityLog,
            Mail mail,
            Clock clock) {
        this.rules = rules;
        this.passwords = passwords;
        this.endSessions = endSessions;
        this.ends = ends;
        this.letters = letters;
        this.throttle = throttle;
        this.transactions = transactions;
        this.securityLog = securityLog;
        this.mail = mail;
        this.clock = clock;
    }

    /** Whose it is. */
    record Owner(UUID id, String email, String fullName) {}

    /**
     * What it shall be.
     *
     * @param pointer the field it came in
     */
    record Choice(String password, String pointer) {

        /** Never the password: what is printed may be kept. */
        @Override
        public String toString() {
            return "Choice";
        }
    }

    /**
     * How it came about.
     *
     * @param word {@code changed} or {@code reset}
     * @param kept the session that goes on, null for none
     * @param inHand the hash of the secret of the device that this is done on, null when it has none
     * @param next the hash of the secret that it gets, null when it gets none
     */
    record Occasion(String word, UUID kept, Buffer inHand, Buffer next) {}

    /** @param permit holds the account in the transaction, and fails when the password must not be set after all */
    Uni<Void> handle(Owner owner, Choice choice, Occasion occasion, Function<SqlConnection, Uni<Void>> permit) {
        check(owner, choice);
        return passwords
                .hash(choice.password())
                .chain(hash -> transactions.sqlAsWorker(
                        tx -> permit.apply(tx).chain(() -> replace(tx, owner.id(), hash, occasion))))
                .chain(ends::deny)
                // what others have guessed keeps the owner out no longer
                .chain(() -> throttle.forgive(Subject.account(owner.id())))
                .invoke(() -> tell(owner, occasion));
    }

    private void check(Owner owner, Choice choice) {
        var faults = new Faults();
        rules.check(choice.password(), choice.pointer(), owner.email(), owner.fullName(), faults);
        faults.refuse();
    }

    private Uni<List<UUID>> replace(SqlConnection tx, UUID userId, String hash, Occasion occasion) {
        return tx.preparedQuery(REPLACE)
                .execute(Tuple.of(userId, hash, clock.instant().atOffset(ZoneOffset.UTC), occasion.next()))
                .chain(() -> letters.voidAll(tx, userId))
                .chain(() -> endSessions.forgetDevices(tx, userId, occasion.kept(), occasion.inHand()))
                .chain(() -> endSessions.allBut(tx, userId, occasion.kept(), "password-" + occasion.word()));
    }

    /** Whoever should know when it was somebody else. */
    private void tell(Owner owner, Occasion occasion) {
        securityLog.note("password-changed", owner.id(), occasion.kept(), occasion.word());
        mail.post(new Letter(owner.email(), "Your password was changed", """
                The password of your Godo account was changed just now, and other sessions have ended.

                If it was not you, ask for another password at once: whoever did it is signed out by that.
                """));
    }
}
