package app.godo.users.signup;

import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.passwords.Passwords;
import app.godo.users.person.FullNames;
import app.godo.users.person.Neighborhoods;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.verification.EmailVerification;
import app.godo.wire.events.Category;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Makes an account, or tells the owner of the mailbox that someone tried to make a second one. Whoever asks learns nothing of
 * which it was: the same password work, the same commit, the letter after the answer.
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
                insert into credentials (user_id, password_hash) select id, $7::text from joined)
            select exists (select from joined) as joined,
                (select email from users where email_key = lower($2)) as owner,
                pg_current_xact_id()::text as durable""";

    private final Admission admission;
    private final Passwords passwords;
    private final ColumnCipher cipher;
    private final Neighborhoods neighborhoods;
    private final EmailVerification verification;
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
            Transactions transactions,
            Outbox outbox,
            Mail mail,
            Clock clock) {
        this.admission = admission;
        this.passwords = passwords;
        this.cipher = cipher;
        this.neighborhoods = neighborhoods;
        this.verification = verification;
        this.transactions = transactions;
        this.outbox = outbox;
        this.mail = mail;
        this.clock = clock;
    }

    Uni<Void> handle(SignupRequest request) {
        admission.check(request);
        var id = Ids.next();
        return passwords
                .hash(request.password())
                .chain(hash -> transactions.sqlAsWorker(tx -> join(tx, id, request, hash)))
                .onItem()
                .ifNotNull()
                .invoke(mail::post)
                .replaceWithVoid();
    }

    private Uni<Letter> join(SqlConnection tx, UUID id, SignupRequest request, String hash) {
        return tx.preparedQuery(JOIN)
                .execute(newcomer(id, request, hash))
                .map(rows -> rows.iterator().next())
                .chain(row -> row.getBoolean("joined") ? welcome(tx, id, request) : tellOwner(row));
    }

    private Tuple newcomer(UUID id, SignupRequest request, String hash) {
        var birthDate = new Cell("users.users", "birth_date_cipher", id);
        return Tuple.tuple()
                .addUUID(id)
                .addString(request.email())
                .addString(FullNames.tidied(request.fullName()))
                .addValue(
                        Buffer.buffer(cipher.seal(birthDate, request.birthDate().toString())))
                .addString(neighborhoods.listed(request.locationNeighborhood()))
                .addArrayOfString(words(request).toArray(String[]::new))
                .addString(hash);
    }

    private Uni<Letter> welcome(SqlConnection tx, UUID id, SignupRequest request) {
        var joined = new UserFact.Joined(Ids.next(), clock.instant(), id, words(request));
        return verification.ask(tx, id, request.email()).call(letter -> outbox.append(tx, List.of(joined)));
    }

    private static List<String> words(SignupRequest request) {
        return request.tastes().stream().map(Category::word).sorted().toList();
    }

    /** No letter when the other signup of a tie has not committed: its own letter is on the way. */
    private static Uni<Letter> tellOwner(Row row) {
        var owner = row.getString("owner");
        return Uni.createFrom().item(owner == null ? null : new Letter(owner, "You already have an account", """
                Someone, perhaps you, just tried to sign up to Godo with this address. You have an account already: sign in.

                If it was not you, there is nothing to do; nobody has learnt that you are here.
                """));
    }
}
