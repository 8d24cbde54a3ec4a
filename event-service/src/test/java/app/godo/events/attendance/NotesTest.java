package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class NotesTest {

    private static final String SECRET = "Ask Ana about the surprise \uD83C\uDF82";

    private final Person person = Person.joined("public");
    private final UUID event = Gathering.open();

    @Inject
    Notes notes;

    @Test
    void notes_are_for_their_author_only() {
        note(SECRET).statusCode(200).body("notes", is(SECRET));

        mine(person).statusCode(200).body("notes", is(SECRET)).body("status", is("going"));
        mine(Person.joined()).statusCode(404).body("code", is("not-found"));
        assertFalse(Api.attendees(Person.joined(), event).extract().asString().contains("Ana"));
        assertFalse(Api.read(person, event).extract().asString().contains("Ana"));
    }

    @Test
    void what_is_left_out_is_taken_out_and_no_fact_tells_of_notes() {
        note(SECRET).statusCode(200);
        note("Something else").statusCode(200).body("notes", is("Something else"));
        note(null).statusCode(200).body("notes", nullValue());
        Api.withdraw(person, event).statusCode(204);

        Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                fact -> fact.eventId().equals(event) && fact.status() == null);
        assertEquals(
                2,
                Topic.facts(Topics.ATTENDANCE, AttendanceFact.Changed.class).stream()
                        .filter(fact -> fact.eventId().equals(event))
                        .count());
        mine(person).statusCode(404);
    }

    @Test
    @DisplayName("C-03: the table holds no plain text, and a ciphertext opens in its own row only")
    void notes_are_encrypted_and_bound_to_their_row() {
        note(SECRET).statusCode(200);
        var row = Database.sql("select id, notes_cipher from events.attendance where event_id = $1", event)
                .getFirst();
        var sealed = row.getBuffer("notes_cipher").getBytes();

        assertFalse(new String(sealed, StandardCharsets.UTF_8).contains("Ana"));
        assertEquals(SECRET, notes.open(row.getUUID("id"), sealed));
        assertThrows(IllegalStateException.class, () -> notes.open(UUID.randomUUID(), sealed));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(IllegalStateException.class, () -> notes.open(row.getUUID("id"), sealed));
    }

    @Test
    void notes_are_no_novel() {
        note("x".repeat(2000)).statusCode(200);
        note("x".repeat(2001)).statusCode(422).body("errors[0].pointer", is("/notes"));
    }

    private ValidatableResponse note(String text) {
        return Api.attend(
                person,
                event,
                text == null
                        ? Map.of("status", "going", "visibility", "public")
                        : Map.of("status", "going", "visibility", "public", "notes", text));
    }

    private ValidatableResponse mine(Person reader) {
        return Api.as(reader).get("/api/v1/events/{id}/attendance", event).then();
    }
}
