package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.journeys.Acquaintance.Owner;
import app.godo.journeys.Acquaintance.Viewer;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The visibility matrix: people of each privacy level who go to an Event with each visibility, seen by everybody there is to be, on
 * every surface of the API. What each may see is said here once more, in {@link Owner#isSeenBy}, by other means than the
 * database has.
 */
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhoSeesWhoGoesTest {

    /** What can be read that may show who goes to what, or who somebody is. Nothing else there is to read shows either. */
    private static final Map<String, BiPredicate<Owner, Viewer>> MAY_SHOW = Map.of(
            "/events/{id}/attendees", Owner::isSeenBy,
            "/events/feed", (owner, viewer) -> viewer == Viewer.FRIEND && owner.isSeenBy(viewer),
            "/users/{id}", Owner::isKnownTo,
            "/users/friends/list", (owner, viewer) -> viewer == Viewer.FRIEND,
            "/users/friends/requests", (owner, viewer) -> viewer == Viewer.FRIEND,
            "/notifications", (owner, viewer) -> viewer == Viewer.FRIEND);

    private static final List<Viewer> OTHERS = Arrays.stream(Viewer.values())
            .filter(viewer -> viewer != Viewer.SELF)
            .toList();

    private static Acquaintance people;

    @BeforeAll
    static void everybody_goes_somewhere() {
        people = Acquaintance.of(City.fleet().url());
        Awaitility.await("the deck knows of them")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    var cards = feedOf(people.as(Viewer.FRIEND, null));
                    return cards.size() == people.owners().size()
                            && cards.values().stream()
                                            .filter(card ->
                                                    card.at("/friends_going").asInt() == 1)
                                            .count()
                                    == 4;
                });
    }

    @Test
    @DisplayName(
            "R-06: who goes, of 3 privacy levels and 3 visibilities, is seen by self, friend, friend of a friend, stranger, both"
                    + " sides of a block and moderator as the rule says: in the list, in counts, in the feed and its reasons")
    void the_matrix_holds_wherever_attendance_is_shown() {
        var wrong = new TreeMap<String, String>();
        for (var owner : people.owners()) {
            for (var viewer : Viewer.values()) {
                var cell = "%s seen by %s".formatted(owner, viewer);
                var expected = owner.isSeenBy(viewer);
                var app = people.as(viewer, owner);

                var attendees = app.get("/events/%s/attendees".formatted(owner.event()));
                var listed = ids(attendees);
                if (!listed.equals(expected ? Set.of(owner.id()) : Set.of())) {
                    wrong.put(cell + ", in the list", listed.isEmpty() ? "is not there" : "is there");
                }
                var count = attendees.expect(200).at("/going_count").asInt();
                if (count != (expected ? 1 : 0)) {
                    wrong.put(cell + ", counted", "as " + count);
                }
                var event = app.get("/events/" + owner.event()).expect(200);
                if (event.at("/current_attendees").asInt() != (viewer == Viewer.SELF ? 1 : 0)) {
                    wrong.put(
                            cell + ", on the Event",
                            event.at("/current_attendees").asText());
                }
            }
        }
        for (var viewer : OTHERS) {
            var app = people.as(viewer, null);
            var cards = feedOf(app);
            for (var owner : people.owners()) {
                var cell = "%s seen by %s, in the feed".formatted(owner, viewer);
                var card = cards.get(owner.event());
                var expected = viewer == Viewer.FRIEND && owner.isSeenBy(viewer);
                if (card == null) {
                    wrong.put(cell, "no card");
                } else if (card.at("/friends_going").asInt() != (expected ? 1 : 0)
                        || card.toString().contains(owner.name()) != expected) {
                    wrong.put(cell, card.at("/friends_going") + " " + card.at("/why"));
                }
            }
        }

        assertEquals("", lines(wrong));
    }

    @Test
    @DisplayName("R-06: nothing that can be read shows anybody's name or id to whom the rule does not let see it")
    void nothing_else_shows_anybody() {
        var wrong = new TreeMap<String, String>();
        for (var path : readable()) {
            var mayShow = MAY_SHOW.getOrDefault(path, (owner, viewer) -> false);
            for (var viewer : OTHERS) {
                for (var asked : path.startsWith("/users/{id}")
                        ? people.owners()
                        : people.owners().subList(0, 1)) {
                    var target = path.startsWith("/users") ? asked.id() : asked.event();
                    var answer = people.as(viewer, asked)
                            .get(path.replace("{id}", target)
                                    .replace("{list}", "calendar")
                                    .replace("{plan_id}", target)
                                    .replace("{name}", "0".repeat(32))
                                    .replace("{token}", "0".repeat(43)))
                            .response()
                            .body();
                    people.owners().stream()
                            .filter(owner -> answer.contains(owner.name()) || answer.contains(owner.id()))
                            .filter(owner -> !mayShow.test(owner, viewer))
                            .forEach(owner -> wrong.put("%s as %s".formatted(path, viewer), "shows " + owner));
                }
            }
        }

        assertEquals("", lines(wrong));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName(
            "I-11: who blocks somebody, or becomes private, is seen no more after a second, or two in the deck, also by who has just"
                    + " looked")
    void a_changed_mind_counts_at_once() {
        var owner = people.owner("public", "public");
        var other = people.owner("public", "friends");
        var stranger = people.as(Viewer.STRANGER, null);
        var friend = people.as(Viewer.FRIEND, null);
        assertEquals(Set.of(owner.id()), ids(stranger.get("/events/%s/attendees".formatted(owner.event()))));
        assertEquals(1, feedOf(friend).get(other.event()).at("/friends_going").asInt());

        owner.app().post("/users/blocks/" + stranger.id(), null).expect(204);
        other.app()
                .send("PATCH", "/users/profile", object().put("privacy_level", "private"))
                .expect(200);

        Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertEquals(Set.of(), ids(stranger.get("/events/%s/attendees".formatted(owner.event()))));
            assertEquals(Set.of(), ids(friend.get("/events/%s/attendees".formatted(other.event()))));
        });
        Awaitility.await("the deck, which remembers for a second who is around")
                .atMost(Duration.ofSeconds(2))
                .until(() ->
                        feedOf(friend).get(other.event()).at("/friends_going").asInt() == 0);
    }

    private static Set<String> ids(App.Answer attendees) {
        return StreamSupport.stream(attendees.expect(200).at("/items").spliterator(), false)
                .map(item -> item.at("/user_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The cards of the day on which everybody goes somewhere, by Event. */
    private static Map<String, JsonNode> feedOf(App app) {
        var cards = new HashMap<String, JsonNode>();
        app.get("/events/feed?limit=100&when=" + Acquaintance.day())
                .expect(200)
                .at("/items")
                .forEach(item -> cards.put(item.at("/event/id").asText(), item));
        return cards;
    }

    /** Every path that has a GET. */
    private static List<String> readable() {
        return App.nobody(City.fleet().url()).get("/openapi.json").expect(200).at("/paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String lines(Map<String, String> wrong) {
        return wrong.entrySet().stream()
                .map(cell -> cell.getKey() + ": " + cell.getValue())
                .collect(Collectors.joining("\n"));
    }
}
