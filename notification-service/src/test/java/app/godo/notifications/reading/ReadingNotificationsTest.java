package app.godo.notifications.reading;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.notifications.Impatient;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class ReadingNotificationsTest {

    private final Person me = Person.joined();

    @Test
    void newest_come_first_and_pages_neither_repeat_nor_skip() {
        var ids = told(me, 25);

        var first = list("?limit=10")
                .body("items", hasSize(10))
                .body("has_more", is(true))
                .body("unread_count", is(25));
        var cursor = first.extract().<String>path("next_cursor");
        assertEquals(true, first.extract().header("Link").contains("rel=\"next\""));
        told(me, 1); // what comes in between does not move the pages
        var second = list("?limit=10&cursor=" + cursor);
        var third = list("?limit=10&cursor=" + second.extract().<String>path("next_cursor"))
                .body("items", hasSize(5))
                .body("has_more", is(false))
                .body("next_cursor", nullValue());

        var seen = new ArrayList<String>();
        List.of(first, second, third).forEach(page -> seen.addAll(page.extract().path("items.id")));
        assertEquals(ids.reversed().stream().map(UUID::toString).toList(), seen);
    }

    @Test
    void marking_some_is_repeatable_and_leaves_the_others() {
        var ids = told(me, 4);

        mark("{\"ids\":[\"%s\",\"%s\"]}".formatted(ids.get(1), ids.get(3))).body("unread_count", is(2));
        mark("{\"ids\":[\"%s\",\"%s\"]}".formatted(ids.get(1), ids.get(3))).body("unread_count", is(2));

        list("").body("items.is_read", contains(true, false, true, false)).body("unread_count", is(2));
        list("?unread=true")
                .body("items.id", contains(ids.get(2).toString(), ids.get(0).toString()));
    }

    @Test
    void marking_up_to_one_marks_it_and_all_that_are_older() {
        var ids = told(me, 4);

        mark("{\"up_to\":\"%s\"}".formatted(ids.get(2))).body("unread_count", is(1));

        list("?unread=true").body("items.id", contains(ids.get(3).toString()));
    }

    @Test
    void when_it_was_read_does_not_change_by_reading_again() {
        var id = told(me, 1).getFirst();
        mark("{\"ids\":[\"%s\"]}".formatted(id));
        var readAt = list("").extract().<String>path("items[0].read_at");

        mark("{\"ids\":[\"%s\"]}".formatted(id));

        list("").body("items[0].read_at", is(readAt));
    }

    @Test
    @DisplayName("A-34: what others were told is neither listed nor marked")
    void others_are_left_alone() {
        var other = Person.joined();
        var theirs = told(other, 1).getFirst();

        mark("{\"ids\":[\"%s\"]}".formatted(theirs)).body("unread_count", is(0));
        list("").body("items", hasSize(0));

        assertEquals(
                1,
                Database.count(
                        "select count(*) from notifications.notifications where user_id = $1 and read_at is null",
                        other.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":[null]}",
                "{\"ids\":[\"01977e8a-0000-7000-8000-000000000000\"],\"up_to\":\"01977e8a-0000-7000-8000-000000000000\"}",
                "{\"ids\":\"all\"}",
                "{\"everything\":true}",
            })
    void a_request_that_says_nothing_clear_is_refused(String body) {
        given().auth()
                .oauth2(me.token())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/notifications/mark_read")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        told(me, 3);
        var cursor = list("?limit=1").extract().<String>path("next_cursor");

        given().auth()
                .oauth2(me.token())
                .get("/api/v1/notifications/?unread=true&limit=1&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", is("cursor-mismatch"));
    }

    @Test
    @DisplayName("A-19: a service called directly wants a token as well")
    void nobody_in_particular_is_refused() {
        given().get("/api/v1/notifications/")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    /** Oldest first. */
    private static List<UUID> told(Person person, int times) {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < times; i++) {
            var id = Ids.next();
            ids.add(id);
            Database.sql("""
                    insert into notifications.notifications (id, user_id, type, title, message, dedupe_key)
                    values ($1, $2, 'digest', 'A title', 'A message', $3)""", id, person.id(), id.toString());
        }
        ids.sort((a, b) -> a.toString().compareTo(b.toString())); // several a millisecond
        return ids;
    }

    private ValidatableResponse list(String query) {
        return given().auth()
                .oauth2(me.token())
                .get("/api/v1/notifications/" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse mark(String body) {
        return given().auth()
                .oauth2(me.token())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/notifications/mark_read")
                .then()
                .statusCode(200);
    }
}
