package app.godo.gateway;

import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.with;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the feed is while recommendation-service is away. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class FallingBackTest {

    private static final String FEED = "/api/v1/events/feed";

    @AfterEach
    void everything_works_again() {
        Awaitility.await().until(() -> someone().get("/api/v1/events/feed/x").statusCode() == 200);
        Awaitility.await().until(() -> someone().get("/api/v1/events/7").statusCode() == 200);
    }

    @ParameterizedTest
    @DisplayName("D-09: a feed without its service is what stands in for it, in the shape of a deck, and says so")
    @ValueSource(strings = {"500", "503", "nothing"})
    void a_list_takes_the_place_of_the_deck(String says) {
        var token = Tokens.of(Ids.next());

        var answer = with(token)
                .header("X-Is-Away", "recommendation")
                .header("X-And-Says", says)
                .get(FEED + "?limit=2")
                .then();

        isDegraded(answer)
                .body("items", hasSize(2))
                .body("items[0].event.id", is("event-0"))
                .body("items[0].event.asked_by", is("Bearer " + token))
                .body("items[0].event.asked_for", is("/api/v1/events/stand-in"))
                .body("items[0].event", hasEntry("price_min", null))
                .body("items[1].event.id", is("event-1"))
                .body("items[1].position", is(1))
                .body("items.score", everyItem(is(0.5f)))
                .body("items.friends_going", everyItem(is(0)))
                .body("items.why.flatten().code", everyItem(is("stand_in")))
                .body("items[0].why", hasSize(1));
    }

    @Test
    @DisplayName("D-06 D-09: nor does it matter whether the service hangs up or is not even asked any more")
    void a_service_that_is_left_alone_is_no_different() {
        for (var i = 0; i < 15; i++) {
            isDegraded(someone().header("X-Is-Away", "recommendation").get(FEED).then())
                    .body("items", hasSize(3));
        }
    }

    @Test
    void what_a_service_says_of_a_request_is_no_failure() {
        someone()
                .header("X-Is-Away", "recommendation")
                .header("X-And-Says", "422")
                .get(FEED)
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @DisplayName("D-09: what stands in is no answer to a question of one's own, nor the next page of a deck")
    @ValueSource(
            strings = {"?category=music", "?cursor=abc", "?limit=2&accessible=true", "?limit=abc", "?limit=0", "/x"})
    void only_the_plain_question_is_answered(String rest) {
        someone().header("X-Is-Away", "recommendation").get(FEED + rest).then().statusCode(anyOf(is(502), is(503)));
    }

    @Test
    void when_both_are_away_that_is_what_is_said() {
        someone()
                .header("X-Is-Away", "recommendation")
                .header("X-And-Says", "501")
                .get(FEED + "?limit=100")
                .then()
                .statusCode(501);
    }

    @Test
    void trends_may_be_asked_for_by_anybody_and_kept_a_while() {
        TheGateway.anyone()
                .get("/api/v1/events/trending?limit=1")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=60")
                .body("items", hasSize(1))
                .body("items[0].asked_by", nullValue());
        with("nonsense").get("/api/v1/events/trending").then().statusCode(401);
    }

    private static ValidatableResponse isDegraded(ValidatableResponse answer) {
        return answer.statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "private, no-store")
                .header("ETag", nullValue())
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .header("RateLimit", containsString("\"user\";r="))
                .body("deck_id", matchesPattern("[0-9a-f-]{36}"))
                .body("next_cursor", nullValue())
                .body("has_more", is(false))
                .body("degraded", is(true));
    }
}
