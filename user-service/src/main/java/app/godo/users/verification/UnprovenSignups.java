package app.godo.users.verification;

import app.godo.users.letters.LetterToken;
import app.godo.users.letters.Purpose;
import app.godo.users.mail.Letter;
import app.godo.users.person.VerificationConfig;
import app.godo.users.secrets.Pepper;
import app.godo.users.throttle.Subject;
import app.godo.wire.caller.Client;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/**
 * Those who want to join where a mailbox must be proven first. Each gets a letter of its own, and what it brings is bound to that
 * letter's token: whoever else signs up with the same mailbox, their password opens nothing until the mailbox's owner opens
 * their letter.
 */
@Singleton
public class UnprovenSignups {

    /**
     * Letters to one mailbox within the life of a token that one address asks for: nobody's is flooded, and who asks for all of
     * them does not keep its owner out.
     */
    static final int MOST_LETTERS = 5;

    /** The same from wherever. */
    static final int MOST_LETTERS_TO_ANYBODY = 20;

    /** Letters to a mailbox are counted one after another. */
    private static final String HOLD_MAILBOX =
            "select pg_advisory_xact_lock(hashtextextended('signups ' || users.mailbox($1), 0))";

    /** As much is read and written for a mailbox that has an account: nobody can tell which it was. */
    private static final String KEEP = """
            with member as (
                select id, email from users
                where email_key = users.mailbox($2) and (email_verified_at is not null or not is_active)),
            told as (
                update credentials c set told_at = $9 from member
                where c.user_id = member.id and (c.told_at is null or c.told_at <= $11)
                returning c.user_id),
            kept as (
                insert into signups (
                    id, email, token_hash, password_hash, full_name, birth_date_cipher, location_neighborhood, tastes,
                    created_at, expires_at, terms_version, asker)
                select $1, $2::text, $3::bytea, $4::text, $5::text, $6::bytea, $7::text, $8::text[],
                    $9::timestamptz, $10::timestamptz, $13::text, $14::bytea
                where not exists (select from member)
                    and (select coalesce(sum(letters) filter (where asker = $14), 0) < $12 and coalesce(sum(letters), 0) < $15
                        from signups where email_key = users.mailbox($2) and expires_at > $9)
                returning id)
            select (select email from member where exists (select from told)) as owner, exists (select from kept) as kept,
                pg_current_xact_id()::text as durable""";

    private final EmailVerification verification;
    private final VerificationConfig config;
    private final Pepper pepper;
    private final Clock clock;

    UnprovenSignups(EmailVerification verification, VerificationConfig config, Pepper pepper, Clock clock) {
        this.verification = verification;
        this.config = config;
        this.pepper = pepper;
        this.clock = clock;
    }

    /** A letter to the mailbox: with a token, or that it has an account; null when it has had enough of them. */
    public Uni<Letter> keep(SqlConnection tx, UnprovenSignup signup) {
        var token = LetterToken.of(Purpose.VERIFY_EMAIL, signup.id());
        return holdMailbox(tx, signup.email())
                .chain(() -> tx.preparedQuery(KEEP).execute(values(signup, token)))
                .map(rows -> rows.iterator().next())
                .map(row -> row.getBoolean("kept")
                        ? verification.letter(signup.email(), token)
                        : EmailVerification.alreadyHere(row.getString("owner")));
    }

    /** Until the transaction ends. */
    static Uni<Void> holdMailbox(SqlConnection tx, String email) {
        return tx.preparedQuery(HOLD_MAILBOX).execute(Tuple.of(email)).replaceWithVoid();
    }

    private Tuple values(UnprovenSignup signup, LetterToken token) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return Tuple.tuple()
                .addUUID(signup.id())
                .addString(signup.email())
                .addValue(token.hash())
                .addString(signup.passwordHash())
                .addString(signup.fullName())
                .addValue(signup.birthDate())
                .addString(signup.locationNeighborhood())
                .addArrayOfString(signup.words())
                .addOffsetDateTime(now)
                .addOffsetDateTime(now.plus(config.emailTokenLife()))
                .addOffsetDateTime(now.minus(config.emailTokenLife()))
                .addInteger(MOST_LETTERS)
                .addString(signup.termsVersion())
                .addValue(asker())
                .addInteger(MOST_LETTERS_TO_ANYBODY);
    }

    private Buffer asker() {
        var address = Subject.address(Client.ofTheRequest().address());
        return pepper.of("asker", address.name());
    }
}
