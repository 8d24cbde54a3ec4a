package app.godo.events.listings;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.testing.Api;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** F-02: what people submit and a Source lists too. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class LookalikesTest {

    private final Person author = Person.joined();
    private final Person moderator = Api.moderator();

    @Test
    @DisplayName("F-02: what looks like a listed Event is put before moderators with it, and is not merged")
    void what_is_listed_too() {
        var listed = Listed.concert();
        var event = Catalogued.told(listed);

        var submitted = submit("Piano in the Square!", listed.startsAt());

        var found = "items.find { it.event.id == '%s' }.looks_like".formatted(submitted);
        Api.queue(moderator, "pending", null, 100)
                .statusCode(200)
                .body(found + "[0].event_id", is(event.toString()))
                .body(found + "[0].title", is("Piano in the square"))
                .body(found + "[0].listing", is(listed.key()))
                .body(found + "[0].because", notNullValue());
        Api.decide(moderator, submitted, "approve", null).statusCode(200);
        assertEquals(
                2,
                Database.count(
                        "select count(*) from events.events where id = any ($1) and merged_into is null",
                        (Object) new UUID[] {event, submitted}));
    }

    @Test
    @DisplayName("F-02: what is on another day, or called otherwise, looks like nothing")
    void what_is_another() {
        var listed = Listed.concert();
        Catalogued.told(listed);
        var nextDay = submit("Piano in the square", listed.startsAt().plus(Duration.ofDays(1)));
        var other = submit("Chess for beginners", listed.startsAt());

        Api.queue(moderator, "pending", null, 100)
                .statusCode(200)
                .body("items.find { it.event.id == '%s' }.looks_like".formatted(other), empty())
                .body(
                        "items.find { it.event.id == '%s' }.looks_like.findAll { it.listing == '%s' }"
                                .formatted(nextDay, listed.key()),
                        empty());
    }

    private UUID submit(String title, Instant start) {
        return UUID.fromString(Api.submit(
                        author,
                        Map.of(
                                "title",
                                title,
                                "date_time",
                                start.toString(),
                                "location_name",
                                "Duffy Square",
                                "latitude",
                                40.7580,
                                "longitude",
                                -73.9855,
                                "category",
                                "music"))
                .statusCode(201)
                .extract()
                .path("id"));
    }
}
