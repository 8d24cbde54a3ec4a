package app.godo.events.sealing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.godo.events.attendance.Notes;
import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SealingNotesAnewTest {

    /** For work, on a machine that may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String KEYSET = "attendance-notes.keyset.json";

    @Inject
    Notes notes;

    @Inject
    SealNotesAnew sealNotesAnew;

    @ConfigProperty(name = "godo.keys.directory")
    Path keys;

    private final UUID event = Gathering.open();

    @Test
    @DisplayName("C-04 notes are the only column of this schema that is sealed")
    void notes_are_all_that_is_sealed() {
        assertEquals(
                List.of("attendance.notes_cipher"),
                Database.sql("""
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'events' and data_type = 'bytea'
                          and column_name not in ('body', 'fingerprint') and column_name not like '%\\_hash'""").stream().map(row -> row.getString(0)).toList());
    }

    @Test
    @DisplayName("C-04 keys rotate while people read and write notes: nothing fails, and the old key may go")
    void keys_rotate_under_load() throws Exception {
        var old = notes.primaryKeyId();
        var people = Stream.generate(() -> Person.joined("public")).limit(3).toList();
        people.forEach(person -> note(person, "of " + person.name()).statusCode(200));
        var failed = new ConcurrentLinkedQueue<String>();
        var answered = new AtomicInteger();
        var stop = new AtomicBoolean();
        var load = Thread.ofPlatform().start(() -> use(people, stop, answered, failed));

        edit(keyset -> keyset.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()));
        assertEquals(old, notes.primaryKeyId());
        beAnswered(answered, 4);
        edit(keyset -> keyset.getAt(keyset.size() - 1).makePrimary());
        assertNotEquals(old, notes.primaryKeyId());
        beAnswered(answered, 4);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            sealNotesAnew.lookAgain().chain(sealNotesAnew::tick).await().indefinitely();
            return under(old) == 0;
        });
        edit(keyset -> {
            for (var i = keyset.size() - 1; i >= 0; i--) {
                if (!keyset.getAt(i).isPrimary()) {
                    keyset.deleteAt(i);
                }
            }
        });
        beAnswered(answered, 8);
        stop.set(true);
        load.join();

        assertEquals(List.of(), List.copyOf(failed));
        people.forEach(person -> mine(person).statusCode(200).body("notes", is("of " + person.name())));
        var admin = Person.joined();
        var seen = keysSeenBy(Tokens.of(admin.id(), "user", "admin")).statusCode(200);
        seen.body("primary_key_id", is(notes.primaryKeyId()));
        assertFalse(seen.extract().asString().contains(old));
    }

    @Test
    @DisplayName("A-37 how far a rotation is is for admins; to anybody else there is nothing there")
    void it_is_for_admins() {
        var person = Person.joined();

        keysSeenBy(person.token()).statusCode(404);
        Api.as(person).post("/api/v1/events/keys").then().statusCode(404);
    }

    private void use(
            List<Person> people, AtomicBoolean stop, AtomicInteger answered, ConcurrentLinkedQueue<String> failed) {
        while (!stop.get()) {
            for (var person : people) {
                var read = mine(person).extract();
                if (read.statusCode() != 200 || !("of " + person.name()).equals(read.path("notes"))) {
                    failed.add(read.asString());
                }
                note(person, "something else");
                var written = note(person, "of " + person.name()).extract();
                if (written.statusCode() != 200) {
                    failed.add(written.asString());
                }
                answered.incrementAndGet();
            }
        }
    }

    private static void beAnswered(AtomicInteger answered, int more) {
        var enough = answered.get() + more;
        Awaitility.await().atMost(PATIENCE).until(() -> answered.get() >= enough);
    }

    private ValidatableResponse note(Person person, String text) {
        return Api.attend(person, event, Map.of("status", "going", "visibility", "public", "notes", text));
    }

    private ValidatableResponse mine(Person person) {
        return Api.as(person).get("/api/v1/events/{id}/attendance", event).then();
    }

    private static ValidatableResponse keysSeenBy(String token) {
        return given().auth().oauth2(token).get("/api/v1/events/keys").then();
    }

    private static long under(String key) {
        return Database.count(
                "select count(*) from events.attendance where encode(substring(notes_cipher from 2 for 4), 'hex') = $1",
                key);
    }

    private void edit(Consumer<KeysetHandle.Builder> change) throws Exception {
        var file = keys.resolve(KEYSET);
        var keyset = KeysetHandle.newBuilder(
                TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get()));
        change.accept(keyset);
        Files.writeString(
                file, TinkJsonProtoKeysetFormat.serializeKeyset(keyset.build(), InsecureSecretKeyAccess.get()));
        notes.reread();
    }
}
