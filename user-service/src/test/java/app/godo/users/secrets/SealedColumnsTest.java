package app.godo.users.secrets;

import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.keys.KeyFiles;
import app.godo.wire.sealing.KeyCount;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SealedColumnsTest {

    /** Bytes that are not sealed: hashes, keyed or of what cannot be guessed, and what goes to others anyway. */
    private static final Set<String> NOT_SEALED = Set.of("hmac", "body", "fingerprint", "subject", "asker");

    /** For work, on a machine that may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    ColumnCipher cipher;

    @Inject
    RotateKeys rotateKeys;

    @Inject
    KeyUse keyUse;

    @ConfigProperty(name = "godo.keys.directory")
    Path keys;

    @Test
    @DisplayName("C-04 no sealed column is forgotten: every column of bytes is on the list or no secret")
    void no_sealed_column_is_forgotten() {
        var bytes = sql("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'users' and data_type = 'bytea'""").stream()
                .map(row -> row.getString(0))
                .filter(name -> !name.endsWith("_hash") && !name.endsWith("_hmac"))
                .filter(name -> !NOT_SEALED.contains(name.substring(name.indexOf('.') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));

        var listed = Arrays.stream(SealedColumn.values())
                .map(column -> column.table + "." + column.column)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(bytes, is(listed));
    }

    @Test
    @DisplayName(
            "C-04 keys rotate while people read and write: nothing fails, nothing is left under the old key, which may go")
    void keys_rotate_under_load() throws Exception {
        var folder = new KeyFolder(keys);
        var old = cipher.primaryId();
        var people = new ArrayList<SignedIn>();
        for (var i = 0; i < 4; i++) {
            people.add(Newcomer.joined().logIn());
            people.getLast().call("POST", "/users/devices", device()).statusCode(200);
        }
        assertThat(rowsUnder(old) >= 8, is(true));
        var versions = versions(people);
        var failed = new ConcurrentLinkedQueue<String>();
        var answered = new AtomicInteger();
        var stop = new AtomicBoolean();
        var load = List.of(
                Thread.ofPlatform().start(() -> read(people, stop, answered, failed)),
                Thread.ofPlatform().start(() -> write(people, stop, answered, failed)));

        var next = folder.addSealingKey();
        cipher.reread();
        assertThat("a key that was added does not seal yet", cipher.primaryId(), is(old));
        beAnswered(answered, 10);
        folder.makeTheLastPrimary();
        cipher.reread();
        assertThat(cipher.primaryId(), is(next));
        beAnswered(answered, 10);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            rotateKeys.lookAgain().chain(rotateKeys::tick).await().indefinitely();
            return rowsUnder(old) == 0;
        });
        folder.removeAllButThePrimary();
        cipher.reread();
        beAnswered(answered, 20);
        stop.set(true);
        for (var thread : load) {
            thread.join();
        }

        assertThat(failed.toString(), failed.isEmpty(), is(true));
        assertThat(rowsUnder(old), is(0L));
        people.forEach(person -> person.profile().statusCode(200).body("birth_date", is("1995-06-15")));
        assertThat("to be sealed anew is no change of a profile", versions(people), is(versions));
        var admin = Person.joined();
        var seen = as(Tokens.of(admin.id(), "user", "admin"), "GET");
        seen.statusCode(200).body("primary_key_id", is(next));
        assertThat(seen.extract().asString().contains(old), is(false));
    }

    @Test
    @DisplayName("C-04 what a replica seals that does not know of the next key yet is sealed anew, too")
    void a_replica_lags_behind(@TempDir Path itsKeys) throws Exception {
        var person = Newcomer.joined();
        var folder = new KeyFolder(keys);
        new KeyFolder(itsKeys).writeSealingKeys(folder.sealingKeys());
        var old = cipher.primaryId();
        var lagging = new ColumnCipher(KeyFiles.in(itsKeys));
        folder.addSealingKey();
        folder.makeTheLastPrimary();
        cipher.reread();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            rotateKeys.tick().await().indefinitely();
            return rowsUnder(old) == 0;
        });
        rotateKeys.tick().await().indefinitely();

        setBirthDate(
                person.id(), Buffer.buffer(lagging.seal(SealedColumn.BIRTH_DATES.cell(person.id()), "1995-06-15")));
        assertThat(rowsUnder(old), is(1L));
        rotateKeys.tick().await().indefinitely();

        assertThat(rowsUnder(old), is(0L));
    }

    @Test
    @DisplayName("C-04 a keyset that is broken changes nothing")
    void a_broken_keyset_changes_nothing() throws Exception {
        var folder = new KeyFolder(keys);
        var whole = folder.sealingKeys();
        var before = cipher.primaryId();
        try {
            folder.writeSealingKeys(whole.substring(0, whole.length() / 2));
            cipher.reread();
            assertThat(cipher.primaryId(), is(before));
            Newcomer.joined().logIn().profile().statusCode(200);
        } finally {
            folder.writeSealingKeys(whole);
        }
    }

    @Test
    @DisplayName(
            "C-03 a ciphertext in another person's row gives an error, never the other's value, and one line in the log")
    void a_swapped_ciphertext_does_not_open() {
        var anna = Newcomer.joined();
        var ben = Newcomer.joined();
        var session = anna.logIn();
        swap(anna.id(), ben.id());
        try (var lines = new Errors()) {
            var answer = session.profile()
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("code", is("internal-error"))
                    .extract()
                    .asString();

            assertThat(answer.contains("1995"), is(false));
            assertThat(answer.contains("cipher"), is(false));
            assertThat(lines.ofSeals(), is(1L));
        } finally {
            swap(anna.id(), ben.id());
        }
        session.profile().statusCode(200);
    }

    @Test
    @DisplayName("C-03 a byte that was changed gives an error, and one line in the log")
    void a_flipped_byte_does_not_open() {
        var person = Newcomer.joined();
        var session = person.logIn();
        var whole = birthDate(person.id());
        var flipped = whole.copy().setByte(whole.length() - 1, (byte) (whole.getByte(whole.length() - 1) ^ 1));
        setBirthDate(person.id(), flipped);
        try (var lines = new Errors()) {
            session.profile().statusCode(500).body("code", is("internal-error"));
            assertThat(lines.ofSeals(), is(1L));
        } finally {
            setBirthDate(person.id(), whole);
        }
        var cell = SealedColumn.BIRTH_DATES.cell(person.id());
        assertThrows(IllegalStateException.class, () -> cipher.open(cell, flipped.getBytes()));
        assertThat(cipher.open(cell, whole.getBytes()), is("1995-06-15"));
    }

    @Test
    @DisplayName("A-37 how far a rotation is is for admins; to anybody else there is nothing there")
    void it_is_for_admins() {
        var person = Person.joined();

        as(person.token(), "GET").statusCode(404);
        as(person.token(), "POST").statusCode(404);
        as(Tokens.of(person.id(), "user", "moderator"), "GET").statusCode(404);
        as(Tokens.of(person.id(), "user", "admin"), "POST").statusCode(202);
    }

    private static ValidatableResponse as(String token, String method) {
        return new SignedIn(token, null).call(method, "/users/keys", null);
    }

    private static void read(
            List<SignedIn> people, AtomicBoolean stop, AtomicInteger answered, ConcurrentLinkedQueue<String> failed) {
        while (!stop.get()) {
            for (var person : people) {
                var answer = person.profile().extract();
                if (answer.statusCode() != 200 || !"1995-06-15".equals(answer.path("birth_date"))) {
                    failed.add(answer.asString());
                }
                answered.incrementAndGet();
            }
        }
    }

    /** Refresh tokens keep their successor sealed; a lost answer opens it again. */
    private static void write(
            List<SignedIn> people, AtomicBoolean stop, AtomicInteger answered, ConcurrentLinkedQueue<String> failed) {
        while (!stop.get()) {
            var session = Newcomer.joined().logIn();
            var next = session.refresh();
            if (!session.refresh().refreshToken().equals(next.refreshToken())) {
                failed.add("another successor");
            }
            var registered =
                    people.getFirst().call("POST", "/users/devices", device()).extract();
            if (registered.statusCode() != 200) {
                failed.add(registered.asString());
            }
            answered.incrementAndGet();
        }
    }

    private static void beAnswered(AtomicInteger answered, int more) {
        var enough = answered.get() + more;
        Awaitility.await().atMost(PATIENCE).until(() -> answered.get() >= enough);
    }

    private static Map<String, String> device() {
        return Map.of("expo_token", "ExponentPushToken[%s]".formatted(UUID.randomUUID()), "platform", "ios");
    }

    private static List<String> versions(List<SignedIn> people) {
        return people.stream()
                .map(person -> person.profile().extract().header("ETag")
                        + person.profile().extract().path("updated_at"))
                .toList();
    }

    private long rowsUnder(String key) {
        return keyUse.counts().await().indefinitely().stream()
                .filter(count -> count.keyId().equals(key))
                .mapToLong(KeyCount::rows)
                .sum();
    }

    private static Buffer birthDate(UUID person) {
        return sql("select birth_date_cipher from users.users where id = $1", person)
                .getFirst()
                .getBuffer(0);
    }

    private static void setBirthDate(UUID person, Buffer sealed) {
        sql("update users.users set birth_date_cipher = $2 where id = $1", person, sealed);
    }

    private static void swap(UUID one, UUID other) {
        var first = birthDate(one);
        setBirthDate(one, birthDate(other));
        setBirthDate(other, first);
    }

    /** What is said aloud while it is open. */
    private static final class Errors extends Handler implements AutoCloseable {

        private static final Logger EVERYTHING = Logger.getLogger("");

        private final List<LogRecord> records = new ArrayList<>();

        Errors() {
            EVERYTHING.addHandler(this);
        }

        long ofSeals() {
            synchronized (records) {
                return records.stream()
                        .filter(line -> line.getThrown() != null
                                && String.valueOf(line.getThrown().getMessage()).contains("does not open"))
                        .count();
            }
        }

        @Override
        public void publish(LogRecord line) {
            synchronized (records) {
                records.add(line);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            EVERYTHING.removeHandler(this);
        }
    }
}
