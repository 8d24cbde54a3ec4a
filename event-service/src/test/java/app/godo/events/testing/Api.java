package app.godo.events.testing;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import java.util.Map;
import java.util.UUID;

/** What a person's app sends. */
public final class Api {

    private static final String EVENTS = "/api/v1/events";

    public static RequestSpecification as(Person person) {
        return given().auth().oauth2(person.token()).contentType(ContentType.JSON);
    }

    public static ValidatableResponse read(Person person, UUID event) {
        return as(person).get(EVENTS + "/{id}", event).then();
    }

    public static ValidatableResponse submit(Person person, Object body) {
        return submit(person, UUID.randomUUID(), body);
    }

    public static ValidatableResponse submit(Person person, UUID key, Object body) {
        return as(person).header("Idempotency-Key", key).body(body).post(EVENTS).then();
    }

    public static ValidatableResponse attend(Person person, UUID event, String status) {
        return attend(person, event, Map.of("status", status));
    }

    public static ValidatableResponse attend(Person person, UUID event, Map<String, Object> body) {
        return as(person).body(body).put(EVENTS + "/{id}/attendance", event).then();
    }

    /** Goes, or waits for a seat. */
    public static ValidatableResponse goOrWait(Person person, UUID event) {
        return attend(person, event, Map.of("status", "going", "join_waitlist", true));
    }

    public static ValidatableResponse withdraw(Person person, UUID event) {
        return as(person).delete(EVENTS + "/{id}/attendance", event).then();
    }

    public static ValidatableResponse attendees(Person person, UUID event) {
        return as(person).get(EVENTS + "/{id}/attendees", event).then();
    }

    /** What {@code If-Match} wants to know of an Event. */
    public static String tagOf(Person person, UUID event) {
        return read(person, event).statusCode(200).extract().header("ETag");
    }

    /** @param tag null to send none */
    public static ValidatableResponse change(Person person, UUID event, String tag, Object patch) {
        var asked = as(person).contentType("application/merge-patch+json").body(patch);
        return (tag == null ? asked : asked.header("If-Match", tag))
                .patch(EVENTS + "/{id}", event)
                .then();
    }

    /** @param tag null to send none */
    public static ValidatableResponse callOff(Person person, UUID event, String tag) {
        return (tag == null ? as(person) : as(person).header("If-Match", tag))
                .delete(EVENTS + "/{id}", event)
                .then();
    }

    public static ValidatableResponse report(Person person, UUID event, Map<String, Object> body) {
        return as(person).body(body).post(EVENTS + "/{id}/reports", event).then();
    }

    /** @param state {@code pending}, {@code changed} or {@code reported} */
    public static ValidatableResponse queue(Person person, String state, String cursor, int limit) {
        var asked = as(person).queryParam("state", state).queryParam("limit", limit);
        return (cursor == null ? asked : asked.queryParam("cursor", cursor))
                .get("/api/v1/moderation/events")
                .then();
    }

    /** @param decision {@code approve} or {@code reject} */
    public static ValidatableResponse decide(Person person, UUID event, String decision, String reason) {
        return as(person)
                .body(reason == null ? Map.of() : Map.of("reason", reason))
                .post("/api/v1/moderation/events/{id}/{decision}", event, decision)
                .then();
    }

    public static ValidatableResponse feature(Person person, UUID event, boolean featured) {
        return as(person)
                .body(Map.of("featured", featured))
                .put("/api/v1/moderation/events/{id}/featured", event)
                .then();
    }

    /** Someone new who may moderate. */
    public static Person moderator() {
        var person = Person.joined();
        return new Person(person.id(), person.name(), Tokens.of(person.id(), "user", "moderator"));
    }

    public static ValidatableResponse matches(Person person, String cursor, int limit) {
        var asked = as(person).queryParam("limit", limit);
        return (cursor == null ? asked : asked.queryParam("cursor", cursor))
                .get("/api/v1/moderation/matches")
                .then();
    }

    /** Says of two Listings whether they are one Event. */
    public static ValidatableResponse rule(Person person, String one, String other, boolean same) {
        return as(person)
                .body(Map.of("one", one, "other", other, "same", same, "reason", "I was there."))
                .put("/api/v1/moderation/matches")
                .then();
    }

    public static ValidatableResponse unmerge(Person person, UUID event, String listing) {
        return as(person)
                .body(Map.of("listing", listing))
                .post("/api/v1/moderation/events/{id}/unmerge", event)
                .then();
    }

    /** A refusal's body without what tells one request from another. */
    public static String problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .extract()
                .asString()
                .replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private Api() {}
}
