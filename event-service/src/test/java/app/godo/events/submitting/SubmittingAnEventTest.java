package app.godo.events.submitting;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.godo.events.testing.Api;
import app.godo.events.testing.AtOnce;
import app.godo.events.testing.Gathering;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SubmittingAnEventTest {

    private static final Instant TOMORROW =
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

    private final Person author = Person.joined("public");

    @Test
    void an_event_waits_for_moderation_and_only_its_author_sees_it() {
        var answer = Api.submit(author, picnic())
                .statusCode(201)
                .header("Cache-Control", "private, no-store")
                .body("title", is("Picnic by the boathouse"))
                .body("description", is("Bring **cheese**."))
                .body("date_time", is(TOMORROW.toString()))
                .body("neighborhood", is("Prospect Park"))
                .body("borough", is("Brooklyn"))
                .body("time_zone", is("America/New_York"))
                .body("location_kind", is("in_person"))
                .body("price_known", is(false))
                .body("is_free", is(false))
                .body("is_user_generated", is(true))
                .body("source", is("user_generated"))
                .body("moderation_status", is("pending"))
                .body("accessibility_info", is(Map.of("step_free", true, "notes", "Ramp at the gate")))
                .body("version", is(1))
                .extract();
        var id = UUID.fromString(answer.path("id"));

        assertEquals("/api/v1/events/" + id, answer.header("Location"), "wherever the gateway is");
        Api.read(author, id).statusCode(200).body("title", is("Picnic by the boathouse"));
        Api.read(Person.joined(), id).statusCode(404);
        assertEquals(
                0,
                Database.count(
                        "select count(*) from events.outbox where key = $1 or convert_from(body, 'UTF8') like '%' || $1 || '%'",
                        id.toString()),
                "nothing is told of it, now or later");
    }

    @Test
    void html_is_taken_out() {
        Api.submit(
                        author,
                        with("title", " <b>Picnic</b>  &lt;script&gt;alert(1)&lt;/script&gt;by the <i>boathouse</i> "))
                .statusCode(201)
                .body("title", is("Picnic by the boathouse"));
        Api.submit(author, with("description", "See [this](javascript:alert) <img src=x onerror=alert(1)>"))
                .statusCode(201)
                .body("description", is("See this"));
    }

    @Test
    void free_is_only_what_is_said_to_be() {
        Api.submit(author, with("price_min", 0)).body("is_free", is(true)).body("price_known", is(true));
        Api.submit(author, with("price_min", 1500)).body("is_free", is(false)).body("price_max", nullValue());
    }

    @ParameterizedTest(name = "{2}: {0}")
    @MethodSource("wrongs")
    void a_field_that_cannot_be_is_named(String field, Object value, String pointer) {
        Api.submit(author, with(field, value))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                Arguments.of("title", null, "/title"),
                Arguments.of("title", "   ", "/title"),
                Arguments.of("title", "<br>", "/title"),
                Arguments.of("title", "x".repeat(256), "/title"),
                Arguments.of("description", "x".repeat(20_001), "/description"),
                Arguments.of("date_time", null, "/date_time"),
                Arguments.of("date_time", "2020-01-01T00:00:00Z", "/date_time"),
                Arguments.of("date_time", "+999999999-12-31T23:59:59Z", "/date_time"),
                Arguments.of("date_time", "tomorrow", "/date_time"),
                Arguments.of("end_time", TOMORROW.toString(), "/end_time"),
                Arguments.of("end_time", "9999-01-01T00:00:00Z", "/end_time"),
                Arguments.of("time_zone", "Mars/Olympus", "/time_zone"),
                Arguments.of("location_name", "", "/location_name"),
                Arguments.of("latitude", 91, "/latitude"),
                Arguments.of("longitude", -181, "/longitude"),
                Arguments.of("longitude", null, "/longitude"),
                Arguments.of("latitude", null, "/latitude"),
                Arguments.of("neighborhood", "Gotham", "/neighborhood"),
                Arguments.of("category", "underwater_basketry", "/category"),
                Arguments.of("category", null, "/category"),
                Arguments.of("tags", Collections.nCopies(21, "picnic"), "/tags"),
                Arguments.of("price_min", -1, "/price_min"),
                Arguments.of("price_max", 100, "/price_min"),
                Arguments.of("currency", "ZZZ", "/currency"),
                Arguments.of("capacity", 0, "/capacity"),
                Arguments.of("capacity", "10", "/capacity"),
                Arguments.of("external_url", "http://example.org", "/external_url"),
                Arguments.of("external_url", "https://user@169.254.169.254/", "/external_url"),
                Arguments.of("image_url", "javascript:alert(1)", "/image_url"));
    }

    @Test
    void a_highest_price_below_the_lowest_is_refused() {
        var body = with("price_min", 2000);
        body.put("price_max", 1000);

        Api.submit(author, body).statusCode(422).body("errors[0].pointer", is("/price_max"));
    }

    @Test
    void what_is_no_event_at_all_is_refused() {
        Api.submit(author, List.of()).statusCode(400).body("code", is("malformed-json"));
        Api.submit(author, Map.of()).statusCode(422).body("errors.pointer", hasItem("/title"));
        Api.submit(author, "{").statusCode(400).body("code", is("malformed-json"));
        Api.submit(author, with("title", "nul \u0000 byte")).statusCode(201).body("title", is("nul byte"));
    }

    @ParameterizedTest
    @DisplayName("A-36: nobody assigns what is not theirs to say")
    @ValueSource(
            strings = {
                "is_featured",
                "moderation_status",
                "current_attendees",
                "created_by",
                "created_by_user_id",
                "user_id",
                "is_active",
                "source",
                "version",
                "id",
                "transit_score",
                "is_free",
                "waitlist_length"
            })
    void what_is_not_the_authors_to_say_is_refused(String field) {
        Api.submit(author, with(field, "approved"))
                .statusCode(422)
                .body("code", is("unknown-field"))
                .body("errors[0].pointer", is("/" + field));

        assertEquals(0, eventsOfAuthor());
    }

    @Test
    @DisplayName("I-05: twenty of the same at once are one event and twenty identical answers")
    void a_repeated_submission_is_answered_again() {
        var key = UUID.randomUUID();

        var answers = AtOnce.each(
                Collections.nCopies(20, author),
                one -> Api.submit(one, key, picnic()).statusCode(201).extract().asString());

        assertEquals(1, new HashSet<>(answers).size());
        assertEquals(1, eventsOfAuthor());
        Api.submit(author, key, picnic()).statusCode(201).header("Idempotency-Replayed", is("true"));
        Api.submit(author, key, with("title", "Another picnic"))
                .statusCode(422)
                .body("code", is("idempotency-key-reused"));
    }

    @Test
    @DisplayName("C.6: an answer that was kept is given again even when what was asked could no longer be done")
    void a_repeated_submission_is_answered_again_after_its_time() {
        var key = UUID.randomUUID();
        var soon = with("date_time", Instant.now().plusSeconds(2).toString());
        var first = Api.submit(author, key, soon).statusCode(201).extract().asString();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Api.submit(author, soon).extract().statusCode() == 422);

        var again = Api.submit(author, key, soon)
                .statusCode(201)
                .header("Idempotency-Replayed", is("true"))
                .extract()
                .asString();

        assertEquals(first, again);
    }

    @Test
    @DisplayName("C.6: what creates something needs an Idempotency-Key")
    void a_submission_without_a_key_is_refused() {
        Api.as(author)
                .body(picnic())
                .post("/api/v1/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("idempotency-key-required"));
        Api.as(author)
                .header("Idempotency-Key", "no uuid")
                .body(picnic())
                .post("/api/v1/events")
                .then()
                .statusCode(400);

        assertEquals(0, eventsOfAuthor());
    }

    @Test
    @DisplayName("R-API-7: who is new submits five a day, also all at once")
    void a_new_author_submits_five_a_day() {
        var answers = AtOnce.each(
                Collections.nCopies(12, author),
                one -> Api.submit(one, picnic()).extract().statusCode());

        assertEquals(5, Collections.frequency(answers, 201));
        assertEquals(7, Collections.frequency(answers, 429));
        Api.submit(author, picnic())
                .statusCode(429)
                .body("code", is("too-many-events"))
                .header("Retry-After", Integer::parseInt, greaterThan(86_000));

        Gathering.by(author);
        Api.submit(author, picnic()).statusCode(201);
    }

    @Test
    @DisplayName("R-EVT-12: of whom five were approved and none rejected is believed, and looked at later")
    void who_is_believed_is_not_waited_for() {
        for (var i = 0; i < 4; i++) {
            Gathering.by(author);
        }
        Api.submit(author, picnic()).statusCode(201).body("moderation_status", is("pending"));
        Gathering.by(author);

        var believed = UUID.fromString(Api.submit(author, picnic())
                .statusCode(201)
                .body("moderation_status", is("approved"))
                .extract()
                .path("id"));

        Api.read(Person.joined(), believed).statusCode(200);
        assertInstanceOf(EventFact.Published.class, Told.of(believed).getFirst());
        var moderator = Api.moderator();
        Api.queue(moderator, "changed", null, 100).body("items.event.id", hasItem(believed.toString()));

        Api.decide(moderator, believed, "reject", "An advertisement.").statusCode(200);
        Api.submit(author, picnic()).statusCode(201).body("moderation_status", is("pending"));
    }

    private long eventsOfAuthor() {
        return Database.count("select count(*) from events.events where created_by_user_id = $1", author.id());
    }

    private static Map<String, Object> picnic() {
        var body = new HashMap<String, Object>();
        body.put("title", "Picnic by the boathouse");
        body.put("description", "Bring **cheese**.");
        body.put("date_time", TOMORROW.toString());
        body.put("location_name", "Prospect Park Boathouse");
        body.put("latitude", 40.6609);
        body.put("longitude", -73.9652);
        body.put("category", "outdoors");
        body.put("tags", List.of("picnic"));
        body.put("accessibility_info", Map.of("step_free", true, "notes", "Ramp at the gate"));
        return body;
    }

    private static Map<String, Object> with(String field, Object value) {
        var body = picnic();
        body.put(field, value);
        return body;
    }
}
