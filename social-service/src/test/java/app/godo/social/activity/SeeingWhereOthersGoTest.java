package app.godo.social.activity;

import static app.godo.social.Club.event;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SeeingWhereOthersGoTest {

    private final Person viewer = Person.joined();

    @ParameterizedTest(name = "{0} who shows the calendar to {1} and goes for {2} eyes: a {3} sees {4}")
    @DisplayName(
            "R-PRV-1 R-PRV-3 R-ATT-3: the stricter of level, calendar and attendance counts, and a block beats all")
    @CsvSource({
        "public, public, public, stranger, it",
        "public, public, friends, stranger, nothing",
        "public, public, private, friend, nothing",
        "public, friends, public, stranger, 404",
        "public, friends, public, friend, it",
        "public, private, public, friend, 404",
        "friends_only, public, public, stranger, 404",
        "friends_only, public, public, friend, it",
        "private, public, public, friend, 404",
        "public, public, public, blocked, 404",
        "public, public, public, blocking, 404",
    })
    void a_calendar_is_seen_as_far_as_it_is_shown(
            String level, String calendar, String visibility, String who, String seen) {
        var owner = owner(level, calendar);
        var event = goes(owner, visibility, event(24));
        become(who, owner);

        var answer = calendar(owner, "");
        if (seen.equals("404")) {
            answer.statusCode(404);
        } else {
            answer.statusCode(200)
                    .header("Cache-Control", "private, no-store")
                    .body("items.event.id", is(seen.equals("it") ? List.of(event.toString()) : List.of()));
        }
        assertEquals(
                seen.equals("it") && who.equals("friend") ? List.of(event.toString()) : List.of(),
                activity("").extract().path("items.event.id"));
    }

    @Test
    void a_calendar_goes_on_from_now_in_order_of_time() {
        var owner = owner("public", "public");
        var later = goes(owner, "public", event(48)).toString();
        var soon = goes(owner, "public", event(24)).toString();
        goes(owner, "public", event(-24));
        var liked = event(30);
        attends(owner, "interested", "public", liked);

        var page = calendar(owner, "?limit=1")
                .body("items.event.id", is(List.of(soon)))
                .extract();

        calendar(owner, "?limit=1&cursor=" + page.path("next_cursor"))
                .body("items.event.id", is(List.of(later)))
                .body("has_more", is(false));
    }

    @Test
    void what_friends_decided_comes_the_latest_first() {
        var ben = owner("friends_only", "friends");
        var carla = owner("friends_only", "friends");
        viewer.befriend(ben);
        viewer.befriend(carla);
        var first = goes(ben, "friends", event(24)).toString();
        var second = goes(carla, "friends", event(24)).toString();

        var page = activity("?limit=1")
                .header("Cache-Control", "private, no-store")
                .body("items.event.id", is(List.of(second)))
                .body("items[0].user_id", is(carla.id().toString()))
                .body("items[0].full_name", is(carla.name()))
                .extract();

        activity("?limit=1&cursor=" + page.path("next_cursor")).body("items.event.id", is(List.of(first)));
        carla.block(viewer);
        activity("").body("items.event.id", is(List.of(first)));
    }

    private void become(String who, Person owner) {
        switch (who) {
            case "friend" -> viewer.befriend(owner);
            case "blocked" -> owner.block(viewer);
            case "blocking" -> viewer.block(owner);
            default -> {}
        }
    }

    private static Person owner(String level, String calendar) {
        var owner = Person.joined(level);
        Database.sql("update users.users set calendar_visibility = $2 where id = $1", owner.id(), calendar);
        return owner;
    }

    private static UUID goes(Person person, String visibility, UUID event) {
        attends(person, "going", visibility, event);
        return event;
    }

    private static void attends(Person person, String status, String visibility, UUID event) {
        Database.sql(
                "insert into events.attendance (id, event_id, user_id, status, visibility) values ($1, $2, $3, $4, $5)",
                Ids.next(),
                event,
                person.id(),
                status,
                visibility);
    }

    private ValidatableResponse calendar(Person person, String query) {
        return get("/api/v1/users/" + person.id() + "/calendar" + query);
    }

    private ValidatableResponse activity(String query) {
        return get("/api/v1/users/friends/activity" + query).statusCode(200);
    }

    private ValidatableResponse get(String path) {
        return given().auth().oauth2(viewer.token()).get(path).then();
    }
}
