package app.godo.users.phone;

import app.godo.users.credentials.ConfirmPassword;
import app.godo.users.person.Faults;
import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.secrets.Pepper;
import app.godo.users.texts.Text;
import app.godo.users.texts.Texts;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Sends a code to a phone, whose reader has that number. Whether somebody else has proven it before is told to nobody. */
@Singleton
class AskForCode {

    private static final int CODES = 1_000_000;
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Codes in a while to one account: texts cost money, and each brings five guesses. */
    private static final int MOST_CODES = 3;

    private static final Duration WHILE = Duration.ofHours(1);

    private static final String KEEP = """
            insert into phone_codes as c (user_id, hmac, cipher, code_hash, sent, first_sent_at, expires_at)
            values ($1, $2, $3, $4, 1, $5, $6)
            on conflict (user_id) do update set
                hmac = excluded.hmac, cipher = excluded.cipher, code_hash = excluded.code_hash, tries = 0,
                expires_at = excluded.expires_at,
                sent = case when c.first_sent_at <= $7 then 1 else c.sent + 1 end,
                first_sent_at = case when c.first_sent_at <= $7 then excluded.first_sent_at else c.first_sent_at end
            where c.sent < $8 or c.first_sent_at <= $7""";

    private final ConfirmPassword confirmPassword;
    private final Transactions transactions;
    private final ColumnCipher cipher;
    private final Pepper pepper;
    private final Texts texts;
    private final Clock clock;

    AskForCode(
            ConfirmPassword confirmPassword,
            Transactions transactions,
            ColumnCipher cipher,
            Pepper pepper,
            Texts texts,
            Clock clock) {
        this.confirmPassword = confirmPassword;
        this.transactions = transactions;
        this.cipher = cipher;
        this.pepper = pepper;
        this.texts = texts;
        this.clock = clock;
    }

    Uni<Void> handle(AccessToken caller, String currentPassword, String number) {
        new Faults()
                .when(
                        !PhoneNumbers.wellFormed(number),
                        "/phone",
                        "phone-number",
                        "This is not a phone number in international form, as +12125550123.")
                .refuse();
        var code = "%06d".formatted(Random.SECURE.nextInt(CODES));
        return confirmPassword
                .handle(caller, currentPassword)
                .chain(person -> transactions.sqlAsWorker(tx -> confirmPassword
                        .stillHolds(tx, person)
                        .invoke(holds -> Refusal.when(!holds, () -> new NotFound("user")))
                        .chain(() -> keep(tx, person.id(), number, code))))
                .chain(() -> texts.send(new Text(number, "%s is your Godo code. Tell it to nobody.".formatted(code))));
    }

    private Uni<Void> keep(SqlConnection tx, UUID userId, String number, String code) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var sealed = cipher.seal(new Cell("users.phones", "cipher", userId), number);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addUUID(userId)
                        .addValue(pepper.of("phone", number))
                        .addValue(Buffer.buffer(sealed))
                        .addValue(hashOf(pepper, userId, code))
                        .addOffsetDateTime(now)
                        .addOffsetDateTime(now.plus(LIFE))
                        .addOffsetDateTime(now.minus(WHILE))
                        .addInteger(MOST_CODES))
                .invoke(kept -> Refusal.when(kept.rowCount() == 0, TooManyCodes::new))
                .replaceWithVoid();
    }

    /** Of a code of six digits a hash alone would be found by trying all. */
    static Buffer hashOf(Pepper pepper, UUID userId, String code) {
        return pepper.of("phone-code", userId + " " + code);
    }

    private static final class TooManyCodes extends Refusal {
        TooManyCodes() {
            super(Kind.TOO_MANY, "too-many-codes", "Enough codes were sent: try again in an hour.");
        }

        @Override
        public Duration retryAfter() {
            return WHILE;
        }
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }
}
