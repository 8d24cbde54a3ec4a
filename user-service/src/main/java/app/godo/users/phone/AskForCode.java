package app.godo.users.phone;

import app.godo.users.allowances.Allowance;
import app.godo.users.allowances.Allowances;
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

    /** Texts cost money, each brings five guesses, and whoever has the number did not ask for all of them. */
    private static final String TOO_MANY = "too-many-codes";

    private static final Allowance OF_PERSON = new Allowance("codes-hour", 3, Duration.ofHours(1), TOO_MANY);
    private static final Allowance OF_PERSON_A_DAY = new Allowance("codes-day", 10, Duration.ofDays(1), TOO_MANY);
    /**
     * To a number, whoever asks. The first one that somebody asks for is not counted with those that come after it: nobody uses up
     * what its owner needs.
     */
    private static final Allowance FIRST = new Allowance("codes-first", 1, Duration.ofDays(1), TOO_MANY);

    private static final Allowance OF_NUMBER_FIRST =
            new Allowance("codes-number-first", 10, Duration.ofDays(1), TOO_MANY);
    private static final Allowance OF_NUMBER = new Allowance("codes-number", 5, Duration.ofDays(1), TOO_MANY);

    private static final String KEEP = """
            insert into phone_codes (user_id, hmac, cipher, code_hash, expires_at) values ($1, $2, $3, $4, $5)
            on conflict (user_id) do update set
                hmac = excluded.hmac, cipher = excluded.cipher, code_hash = excluded.code_hash, tries = 0,
                expires_at = excluded.expires_at""";

    private final ConfirmPassword confirmPassword;
    private final PhoneNumbers numbers;
    private final Allowances allowances;
    private final Transactions transactions;
    private final ColumnCipher cipher;
    private final Pepper pepper;
    private final Texts texts;
    private final Clock clock;

    AskForCode(
            ConfirmPassword confirmPassword,
            PhoneNumbers numbers,
            Allowances allowances,
            Transactions transactions,
            ColumnCipher cipher,
            Pepper pepper,
            Texts texts,
            Clock clock) {
        this.confirmPassword = confirmPassword;
        this.numbers = numbers;
        this.allowances = allowances;
        this.transactions = transactions;
        this.cipher = cipher;
        this.pepper = pepper;
        this.texts = texts;
        this.clock = clock;
    }

    Uni<Void> handle(AccessToken caller, String currentPassword, String number) {
        var code = "%06d".formatted(Random.SECURE.nextInt(CODES));
        return numbers.takesTexts(number)
                .invoke(AskForCode::check)
                .chain(() -> confirmPassword.handle(caller, currentPassword))
                .chain(person -> transactions.sqlAsWorker(tx -> confirmPassword
                        .stillHolds(tx, person)
                        .invoke(holds -> Refusal.when(!holds, () -> new NotFound("user")))
                        .chain(() -> count(tx, person.id(), number))
                        .chain(() -> keep(tx, person.id(), number, code))))
                .chain(() -> texts.send(new Text(number, "%s is your Godo code. Tell it to nobody.".formatted(code))));
    }

    private static void check(boolean takesTexts) {
        new Faults()
                .when(
                        !takesTexts,
                        "/phone",
                        "phone-number",
                        "This is not the number of a mobile phone in international form, as +12125550123.")
                .refuse();
    }

    private Uni<Void> count(SqlConnection tx, UUID userId, String number) {
        return allowances
                .spend(tx, OF_PERSON, userId.toString(), 1)
                .chain(() -> allowances.spend(tx, OF_PERSON_A_DAY, userId.toString(), 1))
                .chain(() -> allowances.take(tx, FIRST, userId + " " + number, 1))
                .chain(first -> allowances.spend(tx, first ? OF_NUMBER_FIRST : OF_NUMBER, number, 1));
    }

    private Uni<Void> keep(SqlConnection tx, UUID userId, String number, String code) {
        var sealed = cipher.seal(new Cell("users.phones", "cipher", userId), number);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.of(
                        userId,
                        pepper.of("phone", number),
                        Buffer.buffer(sealed),
                        pepper.of("phone-code", said(userId, code)),
                        clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** What a code is known by: of six digits a hash without a key would be found by trying all. */
    static String said(UUID userId, String code) {
        return userId + " " + code;
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }
}
