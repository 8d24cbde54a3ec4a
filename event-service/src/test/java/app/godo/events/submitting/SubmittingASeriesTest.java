package app.godo.events.submitting;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** R-EVT-17: people submit what takes place several times. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class SubmittingASeriesTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Person author = Person.joined();

    /** Six o'clock on the first of March of next year: within two weeks the clocks change. */
    private final ZonedDateTime first =
            ZonedDateTime.of(LocalDate.of(LocalDate.now().getYear() + 1, 3, 1), LocalTime.of(18, 0), NEW_YORK);

    @Test
    @DisplayName(
            "R-EVT-17: each time is an Event of one series, at the same hour when the clocks have changed, and as long")
    void by_a_rule() {
        var answer = submit(Map.of("event", event(), "rrule", "FREQ=WEEKLY;COUNT=3"))
                .statusCode(201)
                .body("items", hasSize(3))
                .body("items.moderation_status", everyItem(is("pending")))
                .body("items.date_time", contains(on(0), on(7), on(14)))
                .body(
                        "items[2].end_time",
                        is(first.plusDays(14).plusHours(2).toInstant().toString()))
                .extract();

        var series = answer.<String>path("series_id");
        assertEquals(List.of(series, series, series), answer.path("items.series_id"));
        Api.as(author)
                .get("/api/v1/events/{id}/occurrences", answer.<String>path("items[1].id"))
                .then()
                .body("items.id", is((Object) answer.<List<String>>path("items.id")));
    }

    @Test
    @DisplayName("R-EVT-12: each time of a series is shown and told when its author is believed, in their order")
    void of_an_author_who_is_believed() {
        for (var i = 0; i < 5; i++) {
            Gathering.by(author);
        }

        var events = submit(Map.of("event", event(), "rrule", "FREQ=WEEKLY;COUNT=3"))
                .statusCode(201)
                .body("items.moderation_status", everyItem(is("approved")))
                .body("items.date_time", contains(on(0), on(7), on(14)))
                .extract()
                .<List<String>>path("items.id");

        for (var event : events) {
            Api.read(Person.joined(), UUID.fromString(event)).statusCode(200);
            assertInstanceOf(
                    EventFact.Published.class, Told.of(UUID.fromString(event)).getFirst());
        }
    }

    @Test
    @DisplayName("R-EVT-17: likewise on days that are named, in any order and each once")
    void on_days_that_are_named() {
        submit(Map.of("event", event(), "also_on", List.of(on(9), on(2), on(9), on(0))))
                .statusCode(201)
                .body("items.date_time", contains(on(0), on(2), on(9)));
    }

    @Test
    @DisplayName("R-EVT-17: a rule that says until when takes that day in")
    void until_a_day() {
        var until = first.toLocalDate().plusDays(4).toString().replace("-", "");
        submit(Map.of("event", event(), "rrule", "FREQ=DAILY;INTERVAL=2;UNTIL=" + until))
                .statusCode(201)
                .body("items.date_time", contains(on(0), on(2), on(4)));
    }

    @ParameterizedTest(name = "R-EVT-17: {0} is {1}")
    @CsvSource({
        "FREQ=WEEKLY, endless",
        "FREQ=DAILY;COUNT=53, too-many",
        "FREQ=MONTHLY;COUNT=14, too-far",
        "FREQ=YEARLY;COUNT=52, too-far",
        "FREQ=HOURLY;COUNT=3, too-often",
        "FREQ=DAILY;BYHOUR=1;COUNT=3, too-often",
        "FREQ=DAILY;COUNT=1, once",
        "FREQ=DAILY;INTERVAL=2147483647;COUNT=2, no-interval",
        "FREQ=DAILY;INTERVAL=0;COUNT=2, no-interval",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2, once",
        "FREQ=WEEKLY;COUNT=0, too-many",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=3, unreadable",
        "FREQ=WEEKLY;UNTIL=soon, unreadable",
        "every Friday, unreadable",
        "COUNT=3, unreadable"
    })
    void a_rule_that_is_none_is_refused(String rule, String code) {
        submit(Map.of("event", event(), "rrule", rule))
                .statusCode(422)
                .body("errors[0].pointer", is("/rrule"))
                .body("errors[0].code", is(code));
        assertEquals(
                0, Database.count("select count(*) from events.events where created_by_user_id = $1", author.id()));
    }

    @Test
    void what_makes_no_series_is_refused_with_what_is_at_fault() {
        submit(Map.of("event", event())).statusCode(422).body("errors[0].code", is("one-of-two"));
        submit(Map.of("event", event(), "also_on", List.of(on(-1))))
                .statusCode(422)
                .body("errors[0].pointer", is("/also_on"))
                .body("errors[0].code", is("before-first"));
        submit(Map.of("event", event("title", "<b></b>"), "rrule", "FREQ=DAILY;COUNT=2"))
                .statusCode(422)
                .body("errors[0].pointer", is("/event/title"));
        submit(Map.of("event", event("title", ""), "rrule", "FREQ=DAILY;COUNT=2"))
                .statusCode(422)
                .body("errors[0].pointer", is("/event/title"));
        Api.as(author)
                .body(Map.of("event", event(), "rrule", "FREQ=DAILY;COUNT=2"))
                .post("/api/v1/events/series")
                .then()
                .statusCode(400)
                .body("code", is("idempotency-key-required"));
    }

    @Test
    @DisplayName("R-API-7: a series is one of the day's submissions, and is not submitted twice by one key")
    void a_series_is_one_submission() {
        var key = UUID.randomUUID();
        var body = Map.<String, Object>of("event", event(), "rrule", "FREQ=DAILY;COUNT=10");
        var series = submit(key, body).statusCode(201).extract().<String>path("series_id");

        submit(key, body).statusCode(201).header("Idempotency-Replayed", "true").body("series_id", is(series));

        assertEquals(
                10, Database.count("select count(*) from events.events where created_by_user_id = $1", author.id()));
        for (var i = 0; i < 4; i++) {
            submit(Map.of("event", event(), "rrule", "FREQ=DAILY;COUNT=2")).statusCode(201);
        }
        submit(body).statusCode(429).body("code", is("too-many-events"));
    }

    private Map<String, Object> event() {
        return event("title", "Choir of the block");
    }

    private Map<String, Object> event(String field, Object value) {
        var event = new HashMap<String, Object>(Map.of(
                "title", "Choir of the block",
                "date_time", on(0),
                "end_time", first.plusHours(2).toInstant().toString(),
                "location_name", "The yard",
                "category", "music"));
        event.put(field, value);
        return event;
    }

    private String on(int day) {
        return first.plus(day, ChronoUnit.DAYS).toInstant().toString();
    }

    private ValidatableResponse submit(Map<String, Object> body) {
        return submit(UUID.randomUUID(), body);
    }

    private ValidatableResponse submit(UUID key, Map<String, Object> body) {
        return Api.as(author)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/events/series")
                .then();
    }
}
