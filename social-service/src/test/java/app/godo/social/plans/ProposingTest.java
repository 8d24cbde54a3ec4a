package app.godo.social.plans;

import static app.godo.social.Club.delete;
import static app.godo.social.Club.event;
import static app.godo.social.Club.founded;
import static app.godo.social.Club.get;
import static app.godo.social.Club.post;
import static app.godo.social.Club.put;
import static app.godo.social.Club.role;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.social.Explained;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.GroupFact.PlanDecided;
import app.godo.wire.facts.Topics;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ProposingTest {

    @Inject
    Transactions transactions;

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();
    private String group;

    @BeforeEach
    void together() {
        group = with(anna, ben, carla);
    }

    @Test
    void a_member_proposes_an_event_once() {
        var event = event(24);

        var plan = propose(ben, Map.of("event_id", event))
                .statusCode(201)
                .body("event_id", is(event.toString()))
                .body("event.title", is("Jazz"))
                .body("proposed_by", is(ben.id().toString()))
                .body("state", is("open"))
                .body("quorum", is("majority"))
                .body("votes.yes", is(0))
                .body("my_vote", nullValue())
                .body("closes_at", notNullValue())
                .body("decided_at", nullValue())
                .extract()
                .<String>path("id");
        propose(carla, Map.of("event_id", event)).statusCode(200).body("id", is(plan));

        get(carla, "/" + group + "/events")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.id", is(List.of(plan)));
        get(carla, "/" + group + "/events/" + plan).body("event.id", is(event.toString()));
        var told = Topic.facts(Topics.SOCIAL, GroupFact.PlanProposed.class).stream()
                .filter(fact -> fact.eventId().equals(event))
                .toList();
        assertEquals(1, told.size());
        assertEquals(plan, told.getFirst().planId().toString());
    }

    @Test
    void a_plan_is_the_members_own() {
        var plan = propose(ben, Map.of("event_id", event(24))).extract().<String>path("id");
        var stranger = Person.joined();
        var elsewhere = founded(anna, "private");

        get(stranger, "/" + group + "/events").statusCode(403).body("code", is("members-only"));
        vote(stranger, plan, "yes").statusCode(403);
        get(stranger, "/" + elsewhere + "/events").statusCode(404);
        get(anna, "/" + elsewhere + "/events/" + plan).statusCode(404);
        put(anna, "/" + elsewhere + "/events/" + plan + "/votes/me", Map.of("vote", "yes"))
                .statusCode(404);
        post(carla, path(plan) + "/decide").statusCode(403).body("code", is("role-required"));
        delete(carla, path(plan)).statusCode(403);
    }

    @Test
    void a_plan_is_called_off_and_made_anew() {
        var event = event(24);
        var plan = propose(ben, Map.of("event_id", event)).extract().<String>path("id");

        delete(ben, path(plan)).statusCode(204);
        delete(ben, path(plan)).statusCode(204);

        get(anna, path(plan)).body("state", is("cancelled"));
        vote(anna, plan, "yes").statusCode(409);
        assertEquals(
                List.of("cancelled"),
                decided(plan).stream().map(PlanDecided::state).toList());
        propose(anna, Map.of("event_id", event)).statusCode(201).body("state", is("open"));
        role(anna, group, carla, "moderator").statusCode(200);
        delete(carla, path(propose(ben, Map.of("event_id", event)).extract().path("id")))
                .statusCode(204);
    }

    @Test
    void what_cannot_be_gone_to_is_no_plan() {
        var draft = event(24);
        Database.sql("update events.events set moderation_status = 'pending' where id = $1", draft);
        var off = event(24);
        Database.sql("update events.events set schedule_status = 'cancelled' where id = $1", off);

        propose(anna, Map.of("event_id", Ids.next())).statusCode(404);
        propose(anna, Map.of("event_id", draft)).statusCode(404);
        propose(anna, Map.of("event_id", off)).statusCode(409).body("code", is("event-over"));
        propose(anna, Map.of("event_id", event(-1))).statusCode(409).body("code", is("event-over"));
        propose(anna, Map.of("event_id", event(1), "closes_at", Instant.now().plusSeconds(7200)))
                .statusCode(422)
                .body("errors[0].pointer", is("/closes_at"));
        propose(anna, Map.of("event_id", event(1), "quorum_n", 2))
                .statusCode(422)
                .body("errors[0].pointer", is("/quorum_n"));
        propose(anna, Map.of("event_id", event(1), "quorum", "n")).statusCode(422);
    }

    @Test
    void plans_come_in_pages_the_newest_first() {
        var plans = Stream.generate(() ->
                        propose(anna, Map.of("event_id", event(24))).extract().<String>path("id"))
                .limit(3)
                .toList();

        var page = get(ben, "/" + group + "/events?limit=2")
                .body("items.id", is(List.of(plans.get(2), plans.get(1))))
                .extract();

        get(ben, "/" + group + "/events?limit=2&cursor=" + page.path("next_cursor"))
                .body("items.id", is(List.of(plans.get(0))));
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

    @Test
    @DisplayName("D14: the list of plans is answered by indexes")
    void a_list_of_plans_reads_no_whole_table() {
        Explained.byIndex(transactions, anna, Plans.ALL, Tuple.of(anna.id(), UUID.fromString(group), null, null, 21));
    }
}
