package app.godo.events.reading;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class OccurrencesTest {

    private final Person reader = Person.joined();

    @Test
    @DisplayName("R-EVT-17: the days of a series that are to come, the soonest first, as far as one may see them")
    void the_days_of_a_series_are_listed() {
        var series = UUID.randomUUID();
        var first = inSeries(Gathering.open(), series, 1);
        var second = inSeries(Gathering.open(), series, 2);
        inSeries(Gathering.over(), series, 0);
        inSeries(Gathering.unseenBy(Person.joined()), series, 3);
        inSeries(Gathering.open(), UUID.randomUUID(), 1);

        occurrences(second, null, 20)
                .statusCode(200)
                .body("items.id", contains(first.toString(), second.toString()))
                .body("items[0].series_id", is(series.toString()))
                .body("has_more", is(false));
        var cursor = occurrences(first, null, 1)
                .body("items.id", contains(first.toString()))
                .extract()
                .<String>path("next_cursor");
        occurrences(first, cursor, 1)
                .body("items.id", contains(second.toString()))
                .body("has_more", is(false));
    }

    @Test
    void what_is_of_no_series_has_none_and_what_is_hidden_is_not_found() {
        occurrences(Gathering.open(), null, 20).statusCode(200).body("items", empty());
        occurrences(Gathering.unseenBy(Person.joined()), null, 20).statusCode(404);
    }

    private static UUID inSeries(UUID event, UUID series, int day) {
        Database.sql(
                "update events.events set series_id = $2, date_time = date_time + $3 * interval '1 day' where id = $1",
                event,
                series,
                day);
        return event;
    }

    private ValidatableResponse occurrences(UUID event, String cursor, int limit) {
        var asked = Api.as(reader).queryParam("limit", limit);
        return (cursor == null ? asked : asked.queryParam("cursor", cursor))
                .get("/api/v1/events/{id}/occurrences", event)
                .then();
    }
}
