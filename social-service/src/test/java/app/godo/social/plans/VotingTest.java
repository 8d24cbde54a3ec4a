package app.godo.social.plans;

import static app.godo.social.Club.atOnce;
import static app.godo.social.Club.event;
import static app.godo.social.Club.get;
import static app.godo.social.Club.leave;
import static app.godo.social.Club.post;
import static app.godo.social.Club.put;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.GroupFact.PlanDecided;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class VotingTest {

    @Inject
    CloseVotes closeVotes;

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();
    private String group;

    @BeforeEach
    void together() {
        group = with(anna, ben, carla);
    }

    @Test
    @DisplayName("F-08: votes are counted, and nobody sees whose they are")
    void votes_are_counts() {
        var plan = propose(anna, Map.of("event_id", event(24), "quorum", "all"))
                .extract()
                .<String>path("id");

        vote(ben, plan, "no").statusCode(200).body("votes.no", is(1)).body("my_vote", is("no"));
        vote(ben, plan, "maybe").body("votes.no", is(0)).body("votes.maybe", is(1));
        vote(ben, plan, "maybe").statusCode(200);

        get(anna, path(plan)).body("votes.maybe", is(1)).body("my_vote", nullValue());
        assertFalse(get(anna, path(plan)).extract().asString().contains(ben.id().toString()));
        assertEquals(
                List.of("0 1 0", "0 0 1"),
                Topic.facts(Topics.SOCIAL, GroupFact.VotesChanged.class).stream()
                        .filter(fact -> fact.planId().toString().equals(plan))
                        .map(fact -> "%d %d %d".formatted(fact.yes(), fact.no(), fact.maybe()))
                        .toList());
        vote(ben, plan, "perhaps").statusCode(422).body("errors[0].pointer", is("/vote"));
    }

    @ParameterizedTest(name = "of three with quorum {0} {1} votes {2} {3} {4} make it {5}, and {6} once closed")
    @CsvSource({
        "majority, , yes, yes, -, agreed, agreed",
        "majority, , yes, no, -, open, rejected",
        "majority, , yes, -, -, open, agreed",
        "majority, , maybe, -, -, open, rejected",
        "all, , yes, yes, yes, agreed, agreed",
        "all, , yes, yes, -, open, agreed",
        "all, , yes, yes, no, open, rejected",
        "all, , yes, yes, maybe, open, rejected",
        "all, , -, -, -, open, rejected",
        "n, 1, yes, -, -, agreed, agreed",
        "n, 3, yes, yes, -, open, rejected",
        "n, 5, yes, yes, yes, open, rejected",
    })
    @DisplayName("R-GRP-9")
    void a_quorum_decides(
            String quorum, Integer n, String annas, String bens, String carlas, String soon, String closed) {
        var request = new HashMap<String, Object>(Map.of("event_id", event(24), "quorum", quorum));
        request.put("quorum_n", n);
        var plan = propose(anna, request).statusCode(201).extract().<String>path("id");

        for (var said : List.of(Map.entry(anna, annas), Map.entry(ben, bens), Map.entry(carla, carlas))) {
            if (!said.getValue().equals("-")) {
                vote(said.getKey(), plan, said.getValue()).statusCode(200);
            }
        }

        get(anna, path(plan)).body("state", is(soon));
        post(anna, path(plan) + "/decide")
                .statusCode(200)
                .body("state", is(closed))
                .body("decided_at", notNullValue());
        post(anna, path(plan) + "/decide").statusCode(200).body("state", is(closed));
        vote(carla, plan, carlas.equals("no") ? "yes" : "no").statusCode(409).body("code", is("votes-closed"));
        assertEquals(
                List.of(closed), decided(plan).stream().map(PlanDecided::state).toList());
    }

    @Test
    @DisplayName("F-12: who goes together is told once, and for how many there must be seats")
    void the_group_goes_together() {
        var any = propose(anna, Map.of("event_id", event(24), "at_least", 1))
                .extract()
                .<String>path("id");
        var all = propose(anna, Map.of("event_id", event(24))).extract().<String>path("id");
        for (var plan : List.of(any, all)) {
            vote(anna, plan, "no").statusCode(200);
            vote(ben, plan, "yes").statusCode(200);
            vote(carla, plan, "yes").body("state", is("agreed"));
        }

        for (var plan : List.of(any, all)) {
            var told = decided(plan);
            assertEquals(1, told.size());
            assertEquals(
                    Stream.of(ben.id(), carla.id()).map(UUID::toString).sorted().toList(),
                    told.getFirst().goingIds().stream().map(UUID::toString).toList());
            assertEquals(plan.equals(any) ? 1 : 2, told.getFirst().atLeast());
        }
    }

    @Test
    @DisplayName("I-14: of all who vote at once one decides")
    void votes_at_once_decide_once() throws Exception {
        for (var i = 0; i < 5; i++) {
            var plan = propose(anna, Map.of("event_id", event(24))).extract().<String>path("id");

            atOnce(Stream.of(anna, ben, carla)
                    .map(person -> (Callable<Integer>)
                            () -> vote(person, plan, "yes").extract().statusCode())
                    .toList());

            get(anna, path(plan)).body("state", is("agreed"));
            assertEquals(1, decided(plan).size());
        }
    }

    @Test
    void who_left_has_no_vote() {
        var plan = propose(anna, Map.of("event_id", event(24), "quorum", "n", "quorum_n", 2))
                .extract()
                .<String>path("id");
        vote(ben, plan, "yes").statusCode(200);
        leave(ben, group, ben).statusCode(204);

        vote(anna, plan, "yes").body("state", is("open")).body("votes.yes", is(1));
    }

    @Test
    void votes_are_closed_in_time() {
        var plan = propose(anna, Map.of("event_id", event(24))).extract().<String>path("id");
        vote(anna, plan, "yes").statusCode(200);
        Database.sql(
                "update social.group_plans set closes_at = now() - interval '1 s' where id = $1",
                UUID.fromString(plan));
        vote(ben, plan, "no").statusCode(409).body("code", is("votes-closed"));

        closeVotes.close().await().indefinitely();
        closeVotes.close().await().indefinitely();

        get(ben, path(plan)).body("state", is("agreed"));
        assertEquals(
                List.of(List.of(anna.id())),
                decided(plan).stream().map(PlanDecided::goingIds).toList());
    }

    private ValidatableResponse propose(Person person, Map<String, ?> plan) {
        return post(person, "/" + group + "/events", plan);
    }

    private ValidatableResponse vote(Person person, String plan, String word) {
        return put(person, path(plan) + "/votes/me", Map.of("vote", word));
    }

    private String path(String plan) {
        return "/" + group + "/events/" + plan;
    }

    private static List<PlanDecided> decided(String plan) {
        return Topic.facts(Topics.SOCIAL, PlanDecided.class).stream()
                .filter(fact -> fact.planId().toString().equals(plan))
                .toList();
    }
}
