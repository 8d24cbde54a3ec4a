package app.godo.users.export;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ExportingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    MovableClock clock;

    @Inject
    Transactions transactions;

    @TestHTTPResource
    URI server;

    @ConfigProperty(name = "godo.keys.directory")
    Path keys;

    private Newcomer person;
    private SignedIn session;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined();
        session = person.logIn();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName(
            "C-07 R-PRV-5 an export is a zip of JSON, one file for each table that names people, and says what is not in it")
    void an_export_has_every_table() throws Exception {
        var files = files(ask(person.password())
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", "attachment; filename=\"godo-export.zip\"")
                .header("Cache-Control", "private, no-store"));

        var named = sql("""
                        select 'users/users.json' as file
                        union
                        select relnamespace::regnamespace || '/' || relname || '.json'
                        from pg_class c join pg_constraint k on k.conrelid = c.oid
                        where contype = 'f' and confrelid in ('users.users'::regclass, 'swipes.pseudonyms'::regclass)
                            and not relispartition
                            and relname <> 'idempotency'""").stream().map(row -> row.getString("file")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named.size(), is(greaterThan(25)));
        named.add("README.txt");
        assertThat(files.keySet(), is(named));
        assertThat(files.get("README.txt"), containsString("taste vector"));
        assertThat(json(files, "users/users").get(0).get("email").textValue(), is(person.email()));
        assertThat(json(files, "users/phones").isEmpty(), is(true));
    }

    @Test
    @DisplayName("C-07 what is sealed is in clear: birth date, number, push token, notes of attendance")
    void what_is_sealed_is_in_clear() throws Exception {
        var number = "+12127361234";
        session.call("POST", "/users/phone", Map.of("phone", number, "current_password", person.password()));
        var code = Mailbox.of(number)
                .extract()
                .jsonPath()
                .getString("items[0].text")
                .substring(0, 6);
        session.call("POST", "/users/phone/verify", Map.of("code", code)).statusCode(204);
        var pushToken = "ExponentPushToken[%s]".formatted(UUID.randomUUID());
        session.call("POST", "/users/devices", Map.of("platform", "ios", "expo_token", pushToken))
                .statusCode(200);
        attend("Bring an umbrella, \"the blue one\"");

        var files = files(ask(person.password()).statusCode(200));

        assertThat(json(files, "users/users").get(0).get("birth_date").textValue(), is("1995-06-15"));
        assertThat(json(files, "users/phones").get(0).get("number").textValue(), is(number));
        assertThat(json(files, "users/devices").get(0).get("token").textValue(), is(pushToken));
        assertThat(
                json(files, "events/attendance").get(0).get("notes").textValue(),
                is("Bring an umbrella, \"the blue one\""));
        files.forEach((name, text) -> assertThat(name, text, not(containsString("\"sealed\""))));
    }

    @Test
    @DisplayName("C-07 what merely looks sealed is given as it was written")
    void what_looks_sealed_is_left() throws Exception {
        var looks = "{\"row\": \"%s\", \"sealed\": \"AQI=\", \"keyset\": \"aead\"}".formatted(person.id());
        sql("update users.users set preferences = $1::text::jsonb where id = $2", looks, person.id());

        var files = files(ask(person.password()).statusCode(200));

        assertThat(json(files, "users/users").get(0).get("preferences"), is(JSON.readTree(looks)));
    }

    @Test
    @DisplayName("C-07 more rows than are read at once all come, each once")
    void many_rows_all_come() throws Exception {
        sql("""
                insert into users.consents (id, user_id, kind, version, granted_at, withdrawn_at)
                select gen_random_uuid(), $1, 'marketing', n::text, now() + make_interval(secs => n), now()
                from generate_series(1, 1234) as n""", person.id());

        var consents = json(files(ask(person.password()).statusCode(200)), "users/consents");

        assertThat(consents.size(), is(1234));
        for (var nth = 0; nth < consents.size(); nth++) {
            assertThat(consents.get(nth).get("version").textValue(), is(Integer.toString(nth + 1)));
        }
    }

    @Test
    @DisplayName("C-07 nothing of anybody else is in it")
    void nothing_of_anybody_else_is_in_it() throws Exception {
        var other = Newcomer.joined();
        sql("update users.users set full_name = 'Zacharias Quux' where id = $1", other.id());
        sql("""
                insert into social.friendships (id, low, high, requested_by, status, accepted_at)
                values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), $2, 'accepted', now())""", person.id(), other.id());

        var files = files(ask(person.password()).statusCode(200));

        assertThat(
                json(files, "social/friendships").get(0).get("user_id").textValue(),
                is(other.id().toString()));
        files.forEach((name, text) -> {
            assertThat(name, text, not(containsString(other.email())));
            assertThat(name, text, not(containsString("Quux")));
        });
    }

    @Test
    @DisplayName("A-27 an export needs the password")
    void an_export_needs_the_password() {
        ask("not the password")
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", is("wrong-password"));

        ask(person.password()).statusCode(200);
    }

    @Test
    @DisplayName("A-39 an export can be had once in five minutes")
    void exports_are_seldom() {
        ask(person.password()).statusCode(200);

        var wait = ask(person.password())
                .statusCode(429)
                .body("code", is("exported-just-now"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(wait), is(both(greaterThan(240)).and(lessThanOrEqualTo(300))));
        clock.forward(Duration.ofSeconds(Integer.parseInt(wait)));
        ask(person.password()).statusCode(200);
    }

    private ValidatableResponse ask(String password) {
        return session.call("POST", "/users/export", Map.of("current_password", password));
    }

    /** As event-service would: sealed by its key, bound to the row. */
    private void attend(String notes) throws Exception {
        var event = UUID.randomUUID();
        var attendance = UUID.randomUUID();
        sql("""
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                values ($1, 'Jazz', now() + interval '5 hours', 'Hall', 'music', 'nyc_parks', 'approved')""", event);
        sql(
                "insert into events.attendance (id, event_id, user_id, notes_cipher) values ($1, $2, $3, $4)",
                attendance,
                event,
                person.id(),
                Buffer.buffer(notesKey()
                        .encrypt(
                                notes.getBytes(StandardCharsets.UTF_8),
                                ("attendance|notes|" + attendance).getBytes(StandardCharsets.UTF_8))));
    }

    private Aead notesKey() throws Exception {
        AeadConfig.register();
        var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        Files.writeString(
                keys.resolve("attendance-notes.keyset.json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
        return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static JsonNode json(Map<String, String> files, String table) throws IOException {
        return JSON.readTree(files.get(table + ".json"));
    }

    @Test
    @DisplayName("C-07 what is damaged keeps nothing else back: it is marked, and told in the log")
    void what_does_not_open_is_marked() throws Exception {
        session.call(
                        "POST",
                        "/users/devices",
                        Map.of("platform", "ios", "expo_token", "ExponentPushToken[%s]".formatted(UUID.randomUUID())))
                .statusCode(200);
        sql("update users.devices set token_cipher = 'damaged' where user_id = $1", person.id());

        var files = files(ask(person.password()).statusCode(200));
        sql("delete from users.devices where user_id = $1", person.id());

        assertThat(json(files, "users/devices").get(0).get("token"), is(JSON.readTree("{\"unreadable\": true}")));
        assertThat(json(files, "users/users").get(0).get("birth_date").textValue(), is("1995-06-15"));
    }

    @Test
    @DisplayName("C-07 the picture itself is in it")
    void the_picture_is_in_it() throws Exception {
        var image = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "jpeg", image);
        var shown = given().auth()
                .oauth2(session.accessToken())
                .header("Content-Type", "image/jpeg")
                .body(image.toByteArray())
                .put("/api/v1/users/profile/image")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("profile_image_url");
        var bytes = given().get(URI.create(shown).getPath()).asByteArray();

        var kept = entries(ask(person.password()).statusCode(200)).get("picture.jpg");

        assertThat(kept, is(bytes));
    }

    @Test
    @DisplayName("A-38 whoever hangs up keeps their turn until the work that they left is done")
    void who_hangs_up_keeps_a_turn() throws Exception {
        var others = List.of(Newcomer.joined(), Newcomer.joined());
        var wait = transactions
                .sqlAsWorker(tx -> tx.query("lock table allowances in exclusive mode")
                        .execute()
                        .onItem()
                        .delayIt()
                        .by(Duration.ofSeconds(4)))
                .subscribeAsCompletionStage();
        for (var other : others) {
            hangUp(other);
        }

        ask(person.password()).statusCode(503).body("code", is("busy"));

        assertThat(wait.isDone(), is(false));
        Awaitility.await().untilAsserted(() -> ask(person.password()).statusCode(200));
    }

    private void hangUp(Newcomer other) throws Exception {
        var body = JSON.writeValueAsString(Map.of("current_password", other.password()));
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/users/export HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Authorization: Bearer " + other.logIn().accessToken() + "\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(600);
        }
    }

    private static Map<String, String> files(ValidatableResponse answer) throws IOException {
        var files = new TreeMap<String, String>();
        entries(answer).forEach((name, bytes) -> files.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return files;
    }

    private static Map<String, byte[]> entries(ValidatableResponse answer) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(
                new ByteArrayInputStream(answer.extract().body().asByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
