package app.godo.reco.feed;

import static app.godo.reco.Swipes.swiped;
import static app.godo.reco.feed.Feeds.deck;
import static app.godo.reco.feed.Feeds.idsIn;
import static app.godo.reco.feed.Feeds.whyOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.godo.reco.Gathering;
import app.godo.reco.Swipes;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.Direction;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class CorrectingWhatWasLearnedTest {

    private final String place = "Place " + UUID.randomUUID();
    private final Person person = Person.joined();

    @Test
    @DisplayName(
            "R-PRF-5, F-01: what was learned is shown, corrected, heeded in the very next deck, and by swipes again when unsaid")
    void learned_is_shown_and_corrected() {
        var music = published("music", 3);
        var film = published("film", 3);
        swiped(person, Direction.RIGHT, music.get(0).id(), music.get(1).id());
        assertThat(first()).isEqualTo(music.get(2).id().toString());

        learned()
                .body("items.find { it.facet == 'category' && it.value == 'music' }.likes", is(2))
                .body("items.find { it.facet == 'category' && it.value == 'music' }.corrected", nullValue())
                .body("since", nullValue());
        assertThat(learned().extract().jsonPath().getDouble("items.find { it.value == 'music' }.learned"))
                .isBetween(0.1, 1.0);

        correct(List.of(said("category", "music", -1), said("category", "film", 1)))
                .statusCode(200)
                .body("items.find { it.value == 'music' }.corrected", equalTo(-1f))
                .body("items.find { it.value == 'music' }.likes", is(2));
        var corrected = shown();
        assertThat(idsIn(corrected).getFirst())
                .isIn(film.stream().map(event -> event.id().toString()).toList());
        assertThat(idsIn(corrected).getLast()).isEqualTo(music.get(2).id().toString());
        // nothing was liked of it: that is not what is said
        assertThat(whyOf(corrected, film.getFirst().id()))
                .containsKey("stated_taste")
                .doesNotContainKey("taste_category");

        correct(List.of()).statusCode(200);
        assertThat(first()).isEqualTo(music.get(2).id().toString());
    }

    @Test
    @DisplayName(
            "F-01: less like this takes the Event away and what is like it down, in the very next deck, and can be taken back")
    void less_like_this() {
        var comedy = published("comedy", 3);
        var talks = published("talks", 1);
        var scoresBefore = scores(shown());

        put("less/" + comedy.getFirst().id()).statusCode(204);
        put("less/" + comedy.getFirst().id()).statusCode(204);

        var now = shown();
        assertThat(idsIn(now)).doesNotContain(comedy.getFirst().id().toString());
        for (var alike : comedy.subList(1, 3)) {
            // .8 of log-odds: from a half to less than a third
            assertThat(scores(now).get(alike.id().toString()))
                    .isLessThan(0.8f * scoresBefore.get(alike.id().toString()));
        }
        var other = talks.getFirst().id().toString();
        assertThat(scores(now).get(other)).isCloseTo(scoresBefore.get(other), within(0.001f));
        learned().body("less.event_id", is(List.of(comedy.getFirst().id().toString())));

        asked().delete(path("less/" + comedy.getFirst().id())).then().statusCode(204);
        scores(shown()).forEach((id, score) -> assertThat(score).isCloseTo(scoresBefore.get(id), within(0.001f)));
        assertThat(idsIn(shown())).hasSize(4);
    }

    @Test
    @DisplayName("F-01: nothing at a venue that was turned away is served, in a deck that is dealt and in one that was")
    void not_this_venue() {
        var hall = "Hall " + UUID.randomUUID();
        var there = Gathering.published(IntStream.range(0, 30)
                .mapToObj(n -> Gathering.of(n % 2 == 0 ? "music" : "film")
                        .in(place)
                        .at(n % 3 == 0 ? hall.toUpperCase() : hall))
                .toArray(Gathering[]::new));
        var elsewhere = published("film", 2);
        var before = deck(person, "near", place, "limit", 5);

        put("venues/" + there.getFirst().id()).statusCode(204);

        assertThat(idsIn(shown())).containsExactlyInAnyOrderElementsOf(ids(elsewhere));
        assertThat(ids(elsewhere))
                .containsAll(
                        idsIn(deck(person, "near", place, "limit", 20, "cursor", before.getString("next_cursor"))));
        learned().body("venues.name", is(List.of(there.getFirst().locationName())));

        asked().delete(path("venues/" + there.getFirst().id())).then().statusCode(204);
        assertThat(idsIn(deck(person, "near", place, "limit", 100))).hasSize(32);
    }

    @Test
    @DisplayName("F-01: what was said stays said when Redis has lost it")
    void what_was_said_outlives_redis() {
        var events = published("music", 2);
        put("less/" + events.getFirst().id()).statusCode(204);
        Swipes.loses(person, "taste");
        Swipes.loses(person, "seen");

        assertThat(idsIn(shown())).containsExactly(events.getLast().id().toString());
    }

    @Test
    @DisplayName(
            "R-PRF-5: after a reset the person is as new, but that no Event comes back; a swipe from before does not count any more")
    void reset() {
        var music = published("music", 3);
        var late = published("film", 1).getFirst();
        published("talks", 1);
        swiped(person, Direction.RIGHT, music.get(0).id(), music.get(1).id());
        var offline = Instant.now();
        correct(List.of(said("social", "friends", -1))).statusCode(200);
        put("less/" + music.getLast().id()).statusCode(204);

        asked().delete(path("")).then().statusCode(204);

        learned()
                .body("items.findAll { it.swipes > 0 || it.corrected != null }", empty())
                .body("less", empty())
                .body("since", notNullValue());
        assertThat(idsIn(shown()))
                .contains(music.getLast().id().toString())
                .doesNotContainAnyElementsOf(ids(music.subList(0, 2)));

        var swipe = Swipes.swipe(person, late.id(), Direction.RIGHT, offline);
        Swipes.kept(swipe);
        Topic.publish(swipe);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !idsIn(shown()).contains(late.id().toString()));
        learned().body("items.findAll { it.swipes > 0 }", empty());

        swiped(person, Direction.RIGHT, music.getLast().id());
        learned().body("items.find { it.value == 'music' }.swipes", is(1));
        // once more on what had been swiped before: only the later one is there to count
        swiped(person, Direction.LEFT, music.getFirst().id());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> learned().body("items.find { it.value == 'music' }.swipes", is(2)));
    }

    @Test
    void what_cannot_be_is_refused() {
        correct(List.of(said("mood", "blue", 1)))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", is("/corrections/0/facet"));
        correct(List.of(said("tag", "jazz", 1), said("category", "jazz", 1)))
                .statusCode(422)
                .body("errors[0].pointer", is("/corrections/1/value"));
        correct(List.of(said("tag", "jazz", 1), said("tag", "jazz", 0))).statusCode(422);
        correct(List.of(said("tag", "jazz", 2))).statusCode(422).body("errors[0].pointer", containsString("liking"));
        put("less/" + Ids.next()).statusCode(404);
        put("venues/" + Ids.next()).statusCode(404);
        given().get(path("")).then().statusCode(401);
    }

    @Test
    @DisplayName("A.4: what one person says is nobody else's")
    void nobody_elses() {
        var events = published("music", 2);
        put("less/" + events.getFirst().id()).statusCode(204);

        var other = Person.joined();

        assertThat(idsIn(deck(other, "near", place))).hasSize(2);
        given().auth()
                .oauth2(other.token())
                .get(path(""))
                .then()
                .statusCode(200)
                .body("less", empty());
    }

    private List<EventView> published(String category, int count) {
        return Gathering.published(IntStream.range(0, count)
                .mapToObj(n -> Gathering.of(category).in(place))
                .toArray(Gathering[]::new));
    }

    private JsonPath shown() {
        return deck(person, "near", place);
    }

    private String first() {
        return idsIn(shown()).getFirst();
    }

    private static Map<String, Float> scores(JsonPath deck) {
        return IntStream.range(0, idsIn(deck).size())
                .boxed()
                .collect(Collectors.toMap(idsIn(deck)::get, n -> deck.getFloat("items[%d].score".formatted(n))));
    }

    private static List<String> ids(List<EventView> events) {
        return events.stream().map(event -> event.id().toString()).toList();
    }

    private static Map<String, Object> said(String facet, String value, double liking) {
        return Map.of("facet", facet, "value", value, "liking", liking);
    }

    private ValidatableResponse learned() {
        return asked().get(path("")).then().statusCode(200);
    }

    private ValidatableResponse correct(List<Map<String, Object>> corrections) {
        return asked().contentType("application/json")
                .body(Map.of("corrections", corrections))
                .put(path(""))
                .then();
    }

    private ValidatableResponse put(String what) {
        return asked().put(path(what)).then();
    }

    private RequestSpecification asked() {
        return given().auth().oauth2(person.token());
    }

    private static String path(String what) {
        return "/api/v1/users/preferences/learned" + (what.isEmpty() ? "" : "/" + what);
    }
}
