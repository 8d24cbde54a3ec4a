package app.godo.users.credentials;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.LetterTokens;
import app.godo.users.letters.LetterTokens.Addressee;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Mail;
import app.godo.users.passwords.PasswordRules;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.Faults;
import app.godo.users.secrets.OpaqueToken;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Another password for who reads the mailbox. Every session ends, and the mailbox is proven by it. */
@Singleton
class ResetPassword {

    private static final String PROVE = """
            update users set email_verified_at = $2, version = version + 1 where id = $1 and email_verified_at is null""";

    private final LetterTokens tokens;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final ReplacePassword replacePassword;
    private final Transactions transactions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final Mail mail;
    private final Clock clock;

    ResetPassword(
            LetterTokens tokens,
            PasswordRules rules,
            Passwords passwords,
            ReplacePassword replacePassword,
            Transactions transactions,
            SessionEnds ends,
            SecurityLog securityLog,
            Mail mail,
            Clock clock) {
        this.tokens = tokens;
        this.rules = rules;
        this.passwords = passwords;
        this.replacePassword = replacePassword;
        this.transactions = transactions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.mail = mail;
        this.clock = clock;
    }

    /**
     * A password that will not do leaves the letter as good as it was.
     *
     * @param deviceToken of the device it is done on, which stays known if it was: its owner can sign in there whoever guesses at
     *     the account meanwhile; null for none
     */
    Uni<Void> handle(String presented, String password, String deviceToken) {
        var inHand = deviceToken == null ? null : new OpaqueToken(deviceToken).hash();
        var token = LetterToken.presented(presented);
        return transactions
                .sqlAsWorker(tx -> tokens.addressee(tx, token, Purpose.RESET_PASSWORD))
                // after the commit: a guess has been counted
                .onItem()
                .ifNull()
                .failWith(ResetTokenInvalid::new)
                .invoke(person -> check(person, password))
                .chain(person -> passwords
                        .hash(password)
                        .chain(hash -> transactions.sqlAsWorker(tx -> reset(tx, token, person, hash, inHand)))
                        .chain(ends::deny)
                        .invoke(() -> tell(person)));
    }

    private void check(Addressee person, String password) {
        var faults = new Faults();
        rules.check(password, "/password", person.email(), person.fullName(), faults);
        faults.refuse();
    }

    private Uni<List<UUID>> reset(SqlConnection tx, LetterToken token, Addressee person, String hash, Buffer inHand) {
        return tokens.redeem(tx, token, Purpose.RESET_PASSWORD, person.id())
                .invoke(redeemed -> Refusal.when(!redeemed, ResetTokenInvalid::new))
                .chain(() -> tx.preparedQuery(PROVE)
                        .execute(Tuple.of(person.id(), clock.instant().atOffset(ZoneOffset.UTC))))
                .chain(() -> replacePassword.handle(tx, person.id(), hash, null, inHand, "password-reset"));
    }

    private void tell(Addressee person) {
        securityLog.note("password-changed", person.id(), null, "reset");
        mail.post(ReplacePassword.letter(person.email()));
    }
}
