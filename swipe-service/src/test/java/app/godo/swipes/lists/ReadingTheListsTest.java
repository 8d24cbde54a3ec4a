package app.godo.swipes.lists;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.swipes.Happening;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ReadingTheListsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Person anna = Person.joined();

    @Test
    void each_direction_has_its_list_and_left_has_none() {
        var right = swiped("right", Happening.in(DAY));
        var up = swiped("up", Happening.in(DAY));
        var down = swiped("down", Happening.in(DAY));
        swiped("left", Happening.in(DAY));

        assertEquals(List.of(right), events("calendar"));
        assertEquals(List.of(up), events("saved"));
        assertEquals(List.of(down), events("liked"));
    }

    @Test
    void an_item_is_the_whole_event_and_the_swipe() {
        var concert = Happening.in(DAY);
        String swipeId = send(anna, swipe(concert, "right")).extract().path("id");

        list(anna, "calendar")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items[0].swipe_id", is(swipeId))
                .body("items[0].swiped_at", notNullValue())
                .body("items[0].event.id", is(id(concert)))
                .body("items[0].event.title", is("Concert " + concert.id()))
                .body("items[0].event.location_name", is("Prospect Park"))
                .body("items[0].event.schedule_status", is("scheduled"))
                .body("items[0].event.my_swipe", is("right"))
                .body("items[0].event.version", notNullValue())
                .body("has_more", is(false));
    }

    @Test
    void the_calendar_is_in_the_order_of_the_events() {
        var third = swiped("right", Happening.in(DAY.multipliedBy(3)));
        var first = swiped("right", Happening.in(DAY));
        var second = swiped("right", Happening.in(DAY.multipliedBy(2)));

        assertEquals(List.of(first, second, third), events("calendar"));
    }

    @Test
    void what_was_saved_or_liked_comes_newest_swipe_first() {
        for (var listed : List.of("up saved", "down liked")) {
            var words = listed.split(" ");
            var first = swiped(words[0], Happening.in(DAY.multipliedBy(2)));
            var second = swiped(words[0], Happening.in(DAY));
            var third = swiped(words[0], Happening.in(DAY.multipliedBy(3)));

            assertEquals(List.of(third, second, first), events(words[1]));
        }
    }

    @Test
    void an_event_swiped_another_way_moves_to_the_other_list() {
        var concert = Happening.in(DAY);
        swiped("up", concert);
        swiped("right", concert);

        assertEquals(List.of(), events("saved"));
        assertEquals(List.of(id(concert)), events("calendar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "postponed", "unconfirmed"})
    @DisplayName("R-SWP-5: an event that does not take place as it was planned stays and says so")
    void an_event_is_not_silently_gone(String status) {
        var concert = Happening.in(DAY);
        swiped("right", concert);
        concert.becomes(status);

        list(anna, "calendar")
                .body("items[0].event.id", is(id(concert)))
                .body("items[0].event.schedule_status", is(status));
    }

    @Test
    void the_past_is_apart_and_what_runs_is_not_past() {
        var now = Instant.now();
        var yesterday = swiped("right", Happening.between(now.minus(DAY.multipliedBy(2)), now.minus(DAY)));
        var longAgo = swiped("right", Happening.in(Duration.ofDays(-9)));
        var running = swiped("right", Happening.between(now.minus(HOUR), now.plus(HOUR)));
        var justOver = swiped("right", Happening.between(now.minus(HOUR.multipliedBy(2)), now.minus(HOUR)));
        var coming = swiped("right", Happening.in(DAY));

        assertEquals(List.of(running, coming), events("calendar"));
        assertEquals(List.of(justOver, yesterday, longAgo), events("calendar?past=true"));
        assertEquals(
                List.of(longAgo, yesterday, justOver, running, coming),
                events("calendar?from=" + now.minus(DAY.multipliedBy(30))));
    }

    @Test
    void an_event_that_does_not_say_when_it_ends_is_there_for_three_hours() {
        var now = Instant.now();
        var begun = swiped("right", Happening.between(now.minus(HOUR.multipliedBy(2)), null));
        var over = swiped("right", Happening.between(now.minus(HOUR.multipliedBy(4)), null));

        assertEquals(List.of(begun), events("calendar"));
        assertEquals(List.of(over), events("calendar?past=true"));
    }

    @Test
    void a_window_of_dates_includes_both_days() {
        var first = swiped("right", Happening.between(Instant.parse("2031-05-01T04:00:00Z"), null));
        var last = swiped("right", Happening.between(Instant.parse("2031-05-03T03:59:00Z"), null));
        var after = swiped("right", Happening.between(Instant.parse("2031-05-03T04:00:00Z"), null));

        assertEquals(List.of(first, last), events("calendar?from=2031-05-01&to=2031-05-02"));
        assertEquals(List.of(after), events("calendar?from=2031-05-03T00:00:00-04:00&to=2031-05-03T00:00:01-04:00"));
    }

    @Test
    void what_is_no_window_is_refused() {
        list(anna, "calendar?from=yesterday").statusCode(422).body("errors[0].pointer", is("?from"));
        list(anna, "calendar?to=2031-02-30").statusCode(422).body("errors[0].pointer", is("?to"));
        list(anna, "calendar?from=2031-02-02&to=2031-02-01").statusCode(422).body("errors[0].pointer", is("?to"));
        for (var far : List.of("+12345-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1968-06-01", "0000-01-01")) {
            list(anna, "calendar?from=" + far).statusCode(422).body("errors[0].pointer", is("?from"));
            list(anna, "saved?to=" + far).statusCode(422).body("errors[0].pointer", is("?to"));
        }
        list(anna, "calendar?from=1970-01-01&to=9999-12-31").statusCode(200);
        list(anna, "calendar?past=perhaps").statusCode(422).body("errors[0].pointer", is("?past"));
        list(anna, "calendar?limit=0").statusCode(422).body("errors[0].pointer", is("?limit"));
        list(anna, "calendar?limit=101").statusCode(422).body("errors[0].pointer", is("?limit"));
        list(anna, "passed").statusCode(404);
    }

    @Test
    void an_item_says_what_its_reader_has_said_to_the_event_and_nobody_else_s() {
        var concert = Happening.in(DAY);
        for (var swipe : List.of("right calendar", "up saved", "down liked")) {
            var words = swipe.split(" ");
            swiped(words[0], concert);
            concert.attendedBy(Person.joined(), "maybe");
            list(anna, words[1]).body("items[0].event.my_attendance", nullValue());
        }
        concert.attendedBy(anna, "going");

        list(anna, "liked").body("items[0].event.my_attendance", is("going"));
        swiped("up", concert);
        list(anna, "saved").body("items[0].event.my_attendance", is("going"));
        swiped("right", concert);
        list(anna, "calendar").body("items[0].event.my_attendance", is("going"));
    }

    @Test
    @DisplayName("A-34: a stranger sees nothing, and who is not signed in is sent away")
    void a_list_is_its_owner_s_alone() {
        swiped("right", Happening.in(DAY));

        list(Person.joined(), "calendar").statusCode(200).body("items", empty());
        RestAssured.get("/api/v1/swipes/calendar").then().statusCode(401);
    }

    @Test
    void an_event_of_somebody_who_blocks_me_is_gone() {
        var ben = Person.joined();
        var party = swiped("right", Happening.by(ben));
        assertEquals(List.of(party), events("calendar"));

        ben.block(anna);

        assertEquals(List.of(), events("calendar"));
    }

    private List<String> events(String listAndQuery) {
        return list(anna, listAndQuery).statusCode(200).extract().path("items.event.id");
    }

    private String swiped(String direction, Happening event) {
        send(anna, swipe(event, direction)).statusCode(201);
        return id(event);
    }

    private static String id(Happening event) {
        return event.id().toString();
    }
}
