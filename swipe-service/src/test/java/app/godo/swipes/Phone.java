package app.godo.swipes;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Person;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the app on a person's phone sends. */
public final class Phone {

    /** A swipe with an id of its own. */
    public static Map<String, Object> swipe(Happening event, String direction) {
        var swipe = new LinkedHashMap<String, Object>();
        swipe.put("event_id", event.id());
        swipe.put("direction", direction);
        swipe.put("client_swipe_id", UUID.randomUUID());
        return swipe;
    }

    /** A swipe at this time by the phone's clock. */
    public static Map<String, Object> swipe(Happening event, String direction, Instant at) {
        return with(swipe(event, direction), "swiped_at", at.toString());
    }

    public static Map<String, Object> with(Map<String, Object> swipe, String field, Object value) {
        var changed = new LinkedHashMap<>(swipe);
        changed.put(field, value);
        return changed;
    }

    public static ValidatableResponse send(Person person, Object body) {
        return given().auth()
                .oauth2(person.token())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/swipes/")
                .then();
    }

    public static ValidatableResponse sendBatch(Person person, List<?> swipes) {
        return send(person, Map.of("swipes", swipes));
    }

    /** Takes a swipe back. */
    public static ValidatableResponse undo(Person person, Object idAndQuery) {
        return given().auth()
                .oauth2(person.token())
                .post("/api/v1/swipes/" + idAndQuery.toString().replaceFirst("(\\?|$)", "/undo$1"))
                .then();
    }

    /** Puts an Event on a list. */
    public static ValidatableResponse put(Person person, String list, Happening event) {
        return given().auth()
                .oauth2(person.token())
                .put("/api/v1/swipes/" + list + "/" + event.id())
                .then();
    }

    /** Takes an Event off a list. */
    public static ValidatableResponse remove(Person person, String list, Happening event) {
        return given().auth()
                .oauth2(person.token())
                .delete("/api/v1/swipes/" + list + "/" + event.id())
                .then();
    }

    /** One of the person's lists. */
    public static ValidatableResponse list(Person person, String listAndQuery) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/swipes/" + listAndQuery)
                .then();
    }

    private Phone() {}
}
