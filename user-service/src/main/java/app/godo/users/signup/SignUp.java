package app.godo.users.signup;

import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.FullNames;
import app.godo.users.person.Neighborhoods;
import app.godo.users.person.VerificationConfig;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.verification.EmailVerification;
import app.godo.users.verification.UnprovenSignup;
import app.godo.users.verification.UnprovenSignups;
import app.godo.wire.events.Category;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Makes an account, or where a mailbox must be proven first keeps what will be one; or tells the owner of the mailbox that
 * someone tried to make a second one. Whoever asks learns nothing of which it was: the same password work, the same commit, the
 * letter after the answer.
 */
@Singleton
class SignUp {

    /** The id of the transaction is there to be taken: a commit that wrote nothing would be quicker. */
    private static final String JOIN = """
            with joined as (
                insert into users (id, email, full_name, birth_date_cipher, location_neighborhood, tastes)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (email_key) do nothing
                returning id),
            credential as (
                insert into credentials (user_id, password_hash) select id, $7::text from joined),
            consent as (
                insert into consents (id, user_id, kind, version, granted_at)
                select $10::uuid, id, 'terms', $11::text, $8::timestamptz from joined where $11 is not null),
            told as (
                update credentials c set told_at = $8 from users u
                where u.email_key = users.mailbox($2) and c.user_id = u.id and (c.told_at is null or c.told_at <= $9)
                returning u.email)
            select exists (select from joined) as joined, (select email from told) as owner,
                pg_current_xact_id()::text as durable""";

    private final Admission admission;
    private final Passwords passwords;
    private final ColumnCipher cipher;
    private final Neighborhoods neighborhoods;
    private final EmailVerification verification;
    private final UnprovenSignups unproven;
    private final VerificationConfig config;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Mail mail;
    private final Clock clock;

    SignUp(
            Admission admission,
            Passwords passwords,
            ColumnCipher cipher,
            Neighborhoods neighborhoods,
            EmailVerification verification,
            UnprovenSignups unproven,
            VerificationConfig config,
            Transactions transactions,
            Outbox outbox,
            Mail mail,
            Clock clock) {
        this.admission = admission;
        this.passwords = passwords;
        this.cipher = cipher;
        this.neighborhoods = neighborhoods;
        this.verification = verification;
        this.unproven = unproven;
        this.config = config;
        this.transactions = transactions;
        this.outbox = outbox;
        this.mail = mail;
        this.clock = clock;
    }

    /** What the letter may be asked for again by. */
    Uni<UUID> handle(SignupRequest request) {
        admission.check(request);
        return passwords
                .hash(request.password())
                .map(hash -> signupOf(request, hash))
                .chain(signup -> transactions
                        .sqlAsWorker(tx -> config.requireVerifiedEmail() ? unproven.keep(tx, signup) : join(tx, signup))
                        .onItem()
                        .ifNotNull()
                        .invoke(mail::post)
                        .replaceWith(signup.id()));
    }

    private UnprovenSignup signupOf(SignupRequest request, String hash) {
        var id = Ids.next();
        var birthDate = new Cell("users.users", "birth_date_cipher", id);
        return new UnprovenSignup(
                id,
                request.email(),
                hash,
                FullNames.tidied(request.fullName()),
                cipher.seal(birthDate, request.birthDate().toString()),
                neighborhoods.listed(request.locationNeighborhood()),
                request.tastes().stream().map(Category::word).sorted().toList(),
                request.termsVersion());
    }

    private Uni<Letter> join(SqlConnection tx, UnprovenSignup signup) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(JOIN)
                .execute(Tuple.tuple()
                        .addUUID(signup.id())
                        .addString(signup.email())
                        .addString(signup.fullName())
                        .addValue(Buffer.buffer(signup.birthDateCipher()))
                        .addString(signup.locationNeighborhood())
                        .addArrayOfString(signup.tastes().toArray(String[]::new))
                        .addString(signup.passwordHash())
                        .addOffsetDateTime(now)
                        .addOffsetDateTime(now.minus(config.emailTokenLife()))
                        .addUUID(Ids.next())
                        .addString(signup.termsVersion()))
                .map(rows -> rows.iterator().next())
                // no letter when the other signup of a tie has not committed: its own is on the way
                .chain(row -> row.getBoolean("joined")
                        ? welcome(tx, signup)
                        : Uni.createFrom().item(EmailVerification.alreadyHere(row.getString("owner"))));
    }

    private Uni<Letter> welcome(SqlConnection tx, UnprovenSignup signup) {
        var joined = new UserFact.Joined(Ids.next(), clock.instant(), signup.id(), signup.tastes());
        return verification.ask(tx, signup.id(), signup.email()).call(letter -> outbox.append(tx, List.of(joined)));
    }
}
