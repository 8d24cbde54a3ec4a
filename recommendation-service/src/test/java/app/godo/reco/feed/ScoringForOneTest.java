package app.godo.reco.feed;

import static app.godo.reco.Swipes.swiped;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.facts.Direction;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ScoringForOneTest {

    private final String admin = Tokens.of(Ids.next(), "ml-admin");

    @Test
    @DisplayName("R-API-20: each score is the logistic of its contributions, and what was swiped is not among them")
    void scores_are_what_they_are_made_of() {
        var person = Person.joined();
        var events = Gathering.published(Gathering.of("film"), Gathering.of("film"), Gathering.of("talks"));
        swiped(person, Direction.RIGHT, events.getFirst().id());

        var scores = given().auth()
                .oauth2(admin)
                .queryParam("user_id", person.id())
                .queryParam("limit", 100)
                .get("/api/v1/ml/recommendations")
                .then()
                .statusCode(200)
                .body("degraded", is(false))
                .body("model_version", is(0))
                .extract()
                .jsonPath();

        assertEquals(person.id(), scores.getUUID("user_id"));
        List<String> ids = scores.getList("items.event_id");
        assertFalse(ids.contains(events.getFirst().id().toString()));
        List<Map<String, Object>> items = scores.getList("items");
        for (var item : items) {
            @SuppressWarnings("unchecked")
            var contributions = (Map<String, Number>) item.get("contributions");
            var sum = contributions.values().stream()
                    .mapToDouble(Number::doubleValue)
                    .sum();
            assertEquals(1 / (1 + Math.exp(-sum)), ((Number) item.get("score")).doubleValue(), 1e-4, item::toString);
        }
        var film = ids.indexOf(events.get(1).id().toString());
        assertTrue(scores.getFloat("items[%d].contributions.category".formatted(film)) > 0);
        assertTrue(film < ids.indexOf(events.get(2).id().toString()), ids::toString);
    }

    @Test
    void it_takes_a_person_and_the_role() {
        given().auth()
                .oauth2(admin)
                .get("/api/v1/ml/recommendations")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("?user_id"));
        given().auth()
                .oauth2(Tokens.of(Ids.next(), "admin"))
                .get("/api/v1/ml/recommendations")
                .then()
                .statusCode(403);
    }
}
