package app.godo.social;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** What people do in groups. Paths are below {@code /groups}. */
public final class Club {

    private static final String GROUPS = "/api/v1/groups";

    /** A new group of this person's. */
    public static String founded(Person admin, String privacy) {
        return founded(admin, privacy, 50);
    }

    public static String founded(Person admin, String privacy, int most) {
        return create(admin, UUID.randomUUID(), Map.of("name", "Club", "privacy_level", privacy, "max_members", most))
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static ValidatableResponse create(Person person, UUID key, Map<String, ?> group) {
        return as(person)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(group)
                .post(GROUPS)
                .then();
    }

    /** A group of an admin's with these people in it. */
    public static String with(Person admin, Person... others) {
        var group = founded(admin, "public");
        for (var other : others) {
            join(other, group).statusCode(201);
        }
        return group;
    }

    public static ValidatableResponse join(Person person, String group) {
        return putIn(person, group, person);
    }

    public static ValidatableResponse putIn(Person by, String group, Person person) {
        return post(by, "/" + group + "/members", Map.of("user_id", person.id()));
    }

    public static ValidatableResponse leave(Person by, String group, Person person) {
        return delete(by, "/" + group + "/members/" + person.id());
    }

    public static ValidatableResponse role(Person by, String group, Person person, String role) {
        return patch(by, "/" + group + "/members/" + person.id(), Map.of("role", role));
    }

    public static List<String> members(Person person, String group) {
        return get(person, "/" + group + "/members?limit=100")
                .statusCode(200)
                .extract()
                .path("items.user_id");
    }

    public static ValidatableResponse get(Person person, String path) {
        return as(person).get(GROUPS + path).then();
    }

    public static ValidatableResponse post(Person person, String path, Object body) {
        return as(person)
                .contentType(ContentType.JSON)
                .body(body)
                .post(GROUPS + path)
                .then();
    }

    public static ValidatableResponse post(Person person, String path) {
        return as(person).post(GROUPS + path).then();
    }

    public static ValidatableResponse put(Person person, String path, Object body) {
        return as(person)
                .contentType(ContentType.JSON)
                .body(body)
                .put(GROUPS + path)
                .then();
    }

    public static ValidatableResponse patch(Person person, String path, Object body) {
        return as(person)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(GROUPS + path)
                .then();
    }

    public static ValidatableResponse patch(Person person, String path, String tag, Object body) {
        return as(person)
                .header("If-Match", tag)
                .contentType("application/merge-patch+json")
                .body(body)
                .patch(GROUPS + path)
                .then();
    }

    public static ValidatableResponse delete(Person person, String path) {
        return as(person).delete(GROUPS + path).then();
    }

    public static ValidatableResponse delete(Person person, String path, String tag) {
        return as(person).header("If-Match", tag).delete(GROUPS + path).then();
    }

    /** An Event that everybody sees, in some hours. */
    public static UUID event(int hours) {
        var id = Ids.next();
        Database.sql("""
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                values ($1, 'Jazz', now() + make_interval(hours => $2), 'Hall', 'music', 'nyc_parks', 'approved')
                """, id, hours);
        return id;
    }

    /** Makes an invite otherwise than anybody could: older, or run out. */
    public static void invitedOtherwise(String invite, String change) {
        Database.sql("""
                with worker as materialized (select set_config('godo.worker', 'on', true) as is_on)
                update social.group_invites set %s from worker where id = $1 and is_on = 'on'
                """.formatted(change), UUID.fromString(invite));
    }

    /** Does all of it at once and gives what came of each. */
    public static <T> List<T> atOnce(List<Callable<T>> deeds) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<T>();
            for (var outcome : threads.invokeAll(deeds)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        }
    }

    private static RequestSpecification as(Person person) {
        return given().auth().oauth2(person.token());
    }

    private Club() {}
}
