package app.godo.users.secrets;

import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.keys.KeyFiles;
import app.godo.wire.sealing.KeyCount;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class PeppersTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Inject
    Pepper pepper;

    @Inject
    ColumnCipher cipher;

    @Inject
    RotateKeys rotateKeys;

    @Inject
    KeyUse keyUse;

    @ConfigProperty(name = "godo.keys.directory")
    Path keys;

    private final String number = "+1646555%04d".formatted(NUMBERS.incrementAndGet());
    private KeyFolder folder;
    private String[] before;

    @BeforeEach
    void remember() throws Exception {
        folder = new KeyFolder(keys);
        before = folder.peppers();
    }

    /** Everything is known again by the pepper that every other test began with. */
    @AfterEach
    void as_it_was() throws Exception {
        folder.writePeppers(before);
        pepper.reread();
        round();
    }

    @Test
    void the_first_pepper_makes_and_all_of_them_recognise(@TempDir Path alone) throws Exception {
        var files = new KeyFolder(alone);
        files.writePeppers(fresh());
        var one = new Pepper(KeyFiles.in(alone));
        var made = one.of("phone", number);
        var id = one.id();

        files.writePeppers(files.peppers()[0], fresh());
        one.reread();
        assertThat(one.of("phone", number), is(made));
        assertThat(one.all("phone", number).length, is(2));

        files.writePeppers(files.peppers()[1], files.peppers()[0]);
        one.reread();
        assertThat(one.of("phone", number), is(not(made)));
        assertThat(one.id(), is(not(id)));
        assertThat(List.of(one.all("phone", number)), contains(one.of("phone", number), made));

        files.writePeppers("not a key");
        one.reread();
        assertThat(one.all("phone", number)[1], is(made));
        assertThrows(RuntimeException.class, () -> new Pepper(KeyFiles.in(alone)));
    }

    @Test
    @DisplayName(
            "C-04 R-PRV-6 the pepper rotates: numbers and devices are known by the next one, and the old one may go")
    void the_pepper_rotates() throws Exception {
        var person = Newcomer.joined();
        var session = person.logIn();
        prove(person, session);
        var token = "ExponentPushToken[%s]".formatted(UUID.randomUUID());
        register(session, token);
        var old = pepper.id();
        var known = hmacOf(person.id());

        rotate();

        assertThat(hmacOf(person.id()), is(pepper.of("phone", number)));
        assertThat(hmacOf(person.id()), is(not(known)));
        assertThat(keyIds().contains(old), is(false));
        session.call("GET", "/users/phone", null).statusCode(200).body("phone", is(number));
        var device = sql("select id, token_hmac, token_cipher from users.devices where user_id = $1", person.id());
        assertThat(device.size(), is(1));
        assertThat(device.getFirst().getBuffer("token_hmac"), is(pepper.of("expo", token)));
        assertThat(
                cipher.open(
                        SealedColumn.PUSH_TOKENS.cell(device.getFirst().getUUID("id")),
                        device.getFirst().getBuffer("token_cipher").getBytes()),
                is(token));
        assertThat(
                "the same device still",
                register(session, token),
                is(device.getFirst().getUUID("id")));
    }

    @Test
    @DisplayName(
            "R-PRV-6 R-USR-11 who takes a number or a device over while the pepper rotates has it alone afterwards")
    void the_later_one_has_it() throws Exception {
        var first = Newcomer.joined();
        var firstSession = first.logIn();
        prove(first, firstSession);
        var token = "ExponentPushToken[%s]".formatted(UUID.randomUUID());
        register(firstSession, token);
        folder.writePeppers(fresh(), before[0]);
        pepper.reread();
        var second = Newcomer.joined();
        var secondSession = second.logIn();
        prove(second, secondSession);
        register(secondSession, token);
        firstSession.call("GET", "/users/phone", null).statusCode(404);

        round();

        firstSession.call("GET", "/users/phone", null).statusCode(404);
        secondSession.call("GET", "/users/phone", null).statusCode(200).body("phone", is(number));
        assertThat(
                sql("select id from users.devices where user_id = $1", first.id())
                        .size(),
                is(0));
        assertThat(
                sql("select id from users.devices where user_id = $1", second.id())
                        .size(),
                is(1));
    }

    @Test
    @DisplayName(
            "R-PRV-6 R-USR-11 a number and a device that are there by two peppers are the later one's under the third")
    void two_rotations_at_once() throws Exception {
        var first = Newcomer.joined();
        var firstSession = first.logIn();
        prove(first, firstSession);
        var token = "ExponentPushToken[%s]".formatted(UUID.randomUUID());
        register(firstSession, token);
        // of a replica that does not know the first any more
        folder.writePeppers(fresh());
        pepper.reread();
        var second = Newcomer.joined();
        var secondSession = second.logIn();
        prove(second, secondSession);
        register(secondSession, token);
        firstSession.call("GET", "/users/phone", null).statusCode(200);
        folder.writePeppers(fresh(), folder.peppers()[0], before[0]);
        pepper.reread();

        round();

        assertThat(hmacOf(second.id()), is(pepper.of("phone", number)));
        firstSession.call("GET", "/users/phone", null).statusCode(404);
        var devices =
                sql("select user_id, token_hmac from users.devices where user_id in ($1, $2)", first.id(), second.id());
        assertThat(devices.size(), is(1));
        assertThat(devices.getFirst().getUUID(0), is(second.id()));
        assertThat(devices.getFirst().getBuffer(1), is(pepper.of("expo", token)));
    }

    @Test
    @DisplayName(
            "C-05 R-PRV-6 while the pepper rotates a code that was texted proves its number, and who is sought by number is found")
    void nothing_is_missed_meanwhile() throws Exception {
        var friend = Newcomer.joined();
        var friendSession = friend.logIn();
        ask(friend, friendSession);
        folder.writePeppers(fresh(), before[0]);
        pepper.reread();
        friendSession
                .call("POST", "/users/phone/verify", Map.of("code", code()))
                .statusCode(204);
        friendSession.call("PATCH", "/users/phone", Map.of("findable", true)).statusCode(200);
        var seeker = Newcomer.joined();
        var seekerSession = seeker.logIn();
        sql("""
                insert into users.phones (user_id, hmac, hmac_key_id, cipher)
                values ($1, $2, 'none', $2)""", seeker.id(), Buffer.buffer(seeker.id().toString()));
        seekerSession
                .call("POST", "/users/consents", Map.of("kind", "contact_discovery", "version", "1", "granted", true))
                .statusCode(200);

        folder.writePeppers(fresh(), folder.peppers()[0], before[0]);
        pepper.reread();

        seekerSession
                .call("POST", "/users/friends/discover", Map.of("phones", List.of(number)))
                .statusCode(200)
                .body("items.user.id", contains(friend.id().toString()));
    }

    @Test
    @DisplayName("C-04 devices are counted by their pepper, so that none is taken out while one is known by it")
    void devices_are_counted() throws Exception {
        var session = Newcomer.joined().logIn();
        register(session, "ExponentPushToken[%s]".formatted(UUID.randomUUID()));
        var old = pepper.id();
        assertThat(devicesBy(old) > 0, is(true));

        rotate();

        assertThat(devicesBy(old), is(0L));
        assertThat(devicesBy(pepper.id()) > 0, is(true));
    }

    private long devicesBy(String key) {
        return keyUse.counts().await().indefinitely().stream()
                .filter(count -> count.column().equals("devices.token_hmac")
                        && count.keyId().equals(key))
                .mapToLong(KeyCount::rows)
                .sum();
    }

    @Test
    @DisplayName("C-02 no hash that is made without a key leads from the database to a number, however it is written")
    void no_plain_hash_of_a_number_is_kept() throws Exception {
        var person = Newcomer.joined();
        var session = person.logIn();
        session.call("POST", "/users/phone", Map.of("phone", number, "current_password", person.password()))
                .statusCode(202);
        var asked = everything();
        session.call("POST", "/users/phone/verify", Map.of("code", code())).statusCode(204);
        var kept = everything();

        var area = number.substring(2, 5);
        var office = number.substring(5, 8);
        var line = number.substring(8);
        for (var spelling : List.of(
                number,
                number.substring(1),
                number.substring(2),
                "00" + number.substring(1),
                "(%s) %s-%s".formatted(area, office, line),
                "%s-%s-%s".formatted(area, office, line),
                "+1 %s %s %s".formatted(area, office, line),
                "+1-%s-%s-%s".formatted(area, office, line),
                "tel:" + number)) {
            for (var algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
                var hash = MessageDigest.getInstance(algorithm).digest(spelling.getBytes(StandardCharsets.UTF_8));
                for (var written : List.of(
                        HexFormat.of().formatHex(hash),
                        Base64.getEncoder().withoutPadding().encodeToString(hash))) {
                    assertThat(algorithm + " of " + spelling, asked.contains(written), is(false));
                    assertThat(algorithm + " of " + spelling, kept.contains(written), is(false));
                }
            }
        }
        // the search sees what is there
        assertThat(
                kept.contains(
                        HexFormat.of().formatHex(pepper.of("phone", number).getBytes())),
                is(true));
    }

    /** All rows of all tables of all schemas, as text. */
    private static String everything() {
        var kept = new ArrayList<String>();
        sql("""
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')""").forEach(table -> sql("select to_jsonb(t)::text from %s t".formatted(table.getString(0)))
                .forEach(row -> kept.add(row.getString(0))));
        return String.join("\n", kept);
    }

    private void rotate() throws Exception {
        folder.writePeppers(before[0], fresh());
        pepper.reread();
        folder.writePeppers(folder.peppers()[1], before[0]);
        pepper.reread();
        round();
        folder.writePeppers(folder.peppers()[0]);
        pepper.reread();
    }

    private void round() {
        rotateKeys.lookAgain().chain(rotateKeys::tick).await().indefinitely();
    }

    private void ask(Newcomer person, SignedIn session) {
        session.call("POST", "/users/phone", Map.of("phone", number, "current_password", person.password()))
                .statusCode(202);
    }

    private void prove(Newcomer person, SignedIn session) {
        ask(person, session);
        session.call("POST", "/users/phone/verify", Map.of("code", code())).statusCode(204);
    }

    private String code() {
        return Mailbox.of(number)
                .extract()
                .jsonPath()
                .getString("items[0].text")
                .substring(0, 6);
    }

    private static UUID register(SignedIn session, String token) {
        return UUID.fromString(session.call("POST", "/users/devices", Map.of("expo_token", token, "platform", "ios"))
                .statusCode(200)
                .extract()
                .path("id"));
    }

    private static Buffer hmacOf(UUID person) {
        return sql("select hmac from users.phones where user_id = $1", person)
                .getFirst()
                .getBuffer(0);
    }

    private static List<String> keyIds() {
        return sql("select distinct hmac_key_id from users.phones").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String fresh() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
