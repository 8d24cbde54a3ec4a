package app.godo.reco.training;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.events.EventView;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** Sixty people and forty Events that have nothing to tell them apart but who likes them: the even ones the even, the odd ones the odd. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class TrainingAModelTest {

    private static final int PEOPLE = 60;
    private static final int EVENTS = 40;

    /** Everyone has swiped three Events of four; who is in which half depends on the person, too. */
    private static final String SWIPES = """
            insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
            select p.id, e.id, gen_random_uuid(), case when (p.n + e.n) % 2 = 0 then 'right' else 'left' end,
                   now() - interval '1 day' + interval '1 second' * ((p.n * 7919 + e.n * 104729) % 3600)
              from unnest($1::uuid[]) with ordinality as p (id, n)
             cross join unnest($2::uuid[]) with ordinality as e (id, n)
             where (p.n + e.n / 2) % 4 > 0""";

    private final String admin = Tokens.of(Ids.next(), "ml-admin");
    private final String place = "Place " + UUID.randomUUID();

    @Inject
    TrainModel trainModel;

    @Inject
    Trainings trainings;

    @Inject
    Transactions transactions;

    private List<Person> people;
    private List<EventView> events;

    @BeforeEach
    void peopleAndEvents() {
        sql("delete from swipes.current_swipes");
        // their versions are not given again: a replica has them at hand
        sql("update reco.models set state = 'retired' where state = 'live'");
        sql("update reco.job_lease set last_success = null, until = now()");
        people = Stream.generate(Person::joined).limit(PEOPLE).toList();
        events = Gathering.published(IntStream.range(0, EVENTS)
                .mapToObj(n -> Gathering.of("music").in(place))
                .toArray(Gathering[]::new));
    }

    @Test
    @DisplayName(
            "R-API-18, R-JOB-5: a model is trained in the background, serves when it is better, and moves what was liked alike up")
    void a_better_model_serves() {
        theySwipe();

        var training = trained();

        assertEquals("promoted", training.getString("state"), training::prettify);
        var version = training.getLong("model_version");
        ml().get("/api/v1/ml/models")
                .then()
                .statusCode(200)
                .body("items[0].version", is((int) version))
                .body("items[0].state", is("live"))
                .body("items[0].learned_until", notNullValue())
                .body("items[0].report.swipes", is(PEOPLE * EVENTS * 3 / 4))
                .body("items[0].report.model.auc", greaterThan(0.7f))
                .body("items[0].report.serving", nullValue());
        var deck = deckOf(people.getFirst());
        assertEquals(version, deck.getLong("model_version"));
        List<String> codes = deck.getList("items[0].why.code");
        assertTrue(
                codes.contains("liked_alike"),
                () -> deck.getList("items.why").toString()
                        + ml().get("/api/v1/ml/models").asString());
        // person 1 of 60, counted from 1, likes the odd ones
        var first = deck.getUUID("items[0].event.id");
        var place = IntStream.range(0, EVENTS)
                .filter(n -> events.get(n).id().equals(first))
                .findFirst()
                .orElseThrow();
        assertEquals(0, place % 2);
    }

    @Test
    @DisplayName("I-24: one call brings back what served before, none at last; a deck is of one model")
    void a_model_is_rolled_back_by_one_call() {
        theySwipe();
        var version = trained().getLong("model_version");
        var before = deckOf(people.getFirst());

        ml().post("/api/v1/ml/models/0/serve").then().statusCode(204);

        var after = deckOf(people.getFirst());
        assertNull(after.get("model_version"));
        assertTrue(after.getList("items.why.flatten().code").stream().noneMatch("liked_alike"::equals));
        // the deck that was begun goes on as it was
        var page = deckOf(people.getFirst(), "cursor", before.getString("next_cursor"));
        assertEquals(before.getString("deck_id"), page.getString("deck_id"));
        assertEquals(version, page.getLong("model_version"));
        ml().post("/api/v1/ml/models/" + version + "/serve").then().statusCode(204);
        assertEquals(version, deckOf(people.getFirst()).getLong("model_version"));
        ml().post("/api/v1/ml/models/999999/serve").then().statusCode(404).body("code", is("not-found"));
        ml().get("/api/v1/ml/models").then().body("items.findAll { it.state == 'live' }.version", contains((int)
                version));
    }

    @Test
    void what_has_served_for_a_while_is_taken_in_by_every_replica() {
        theySwipe();
        var version = trained().getLong("model_version");

        // as another replica would
        sql("update reco.models set state = 'retired' where state = 'live'");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> deckOf(people.getFirst()).get("model_version") == null);
        sql("update reco.models set state = 'live' where version = $1", version);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Objects.equals((int) version, deckOf(people.getFirst()).get("model_version")));
    }

    @Test
    @DisplayName("R-REC-11: what was not shown to be better does not serve")
    void nothing_new_is_nothing_better() {
        theySwipe();
        var version = trained().getLong("model_version");

        var again = trained();

        assertEquals("rejected", again.getString("state"));
        assertTrue(again.getString("detail").contains("it takes 200 to judge"), again::prettify);
        ml().get("/api/v1/ml/models").then().body("items[0].version", is((int) version));
    }

    @Test
    void few_swipes_make_no_model() {
        var training = trained();

        assertEquals("rejected", training.getString("state"));
        assertEquals("There are 0 swipes, and it takes 1000.", training.getString("detail"));
    }

    @Test
    @DisplayName(
            "R-API-18: while any replica trains, another does not; who slept through the end of its lease writes nothing")
    void one_replica_trains() {
        var other =
                worker(sql -> trainings.begin(sql, "another", Duration.ZERO)).orElseThrow();

        ml().post("/api/v1/ml/train_model").then().statusCode(409).body("code", is("training-under-way"));
        state(other.id()).body("state", is("running"));

        sql("update reco.job_lease set until = now()");
        state(other.id()).body("state", is("failed"));
        trained();
        state(other.id()).body("state", is("failed")).body("detail", is("It broke off."));
        var late = transactions
                .sqlAsWorker(sql -> trainings.finish(sql, other, Outcome.nothing("late"), null))
                .onFailure(LeaseLost.class)
                .recoverWithNull()
                .onItem()
                .transform(done -> "lost");
        assertEquals("lost", late.await().atMost(Duration.ofSeconds(10)));
        state(other.id()).body("detail", is("It broke off."));
    }

    @Test
    @DisplayName("R-JOB-5: the clock has one trained a day, whichever replica looks")
    void the_clock_trains_once_a_day() {
        var before = countOfTrainings();

        trainModel.handleIfDue().await().atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(20)).until(() -> countOfTrainings("rejected") > 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sql("select from reco.job_lease where last_success is not null")
                                .size()
                        == 1);
        trainModel.handleIfDue().await().atMost(Duration.ofSeconds(10));

        assertEquals(before + 1, countOfTrainings());
    }

    @Test
    @DisplayName("R-API-18: who is no ml-admin trains nothing")
    void only_who_looks_after_models_may() {
        for (var token : List.of(Tokens.of(Ids.next()), Tokens.of(Ids.next(), "admin"))) {
            for (var path : List.of("train_model", "models/1/serve")) {
                given().auth().oauth2(token).post("/api/v1/ml/" + path).then().statusCode(403);
            }
            given().auth().oauth2(token).get("/api/v1/ml/models").then().statusCode(403);
        }
        given().post("/api/v1/ml/train_model").then().statusCode(401);
        ml().get("/api/v1/ml/trainings/" + Ids.next()).then().statusCode(404);
    }

    private void theySwipe() {
        sql(
                SWIPES,
                people.stream().map(Person::id).toArray(UUID[]::new),
                events.stream().map(EventView::id).toArray(UUID[]::new));
    }

    /** Trains and waits for how it ends. */
    private JsonPath trained() {
        var location = ml().post("/api/v1/ml/train_model")
                .then()
                .statusCode(202)
                .body("state", is("running"))
                .extract()
                .header("Location");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !ml().get(location).jsonPath().getString("state").equals("running"));
        return ml().get(location).jsonPath();
    }

    private JsonPath deckOf(Person person, Object... more) {
        var request =
                given().auth().oauth2(person.token()).queryParam("near", place).queryParam("limit", 5);
        for (var n = 0; n < more.length; n += 2) {
            request.queryParam(more[n].toString(), more[n + 1]);
        }
        return request.get("/api/v1/events/feed")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse state(UUID training) {
        return ml().get("/api/v1/ml/trainings/" + training).then().statusCode(200);
    }

    private RequestSpecification ml() {
        return given().auth().oauth2(admin);
    }

    private static long countOfTrainings(String... states) {
        return states.length == 0
                ? sql("select from reco.trainings").size()
                : sql("select from reco.trainings where state = any($1)", (Object) states)
                        .size();
    }

    private <T> T worker(Function<SqlConnection, Uni<T>> work) {
        return transactions.sqlAsWorker(work).await().atMost(Duration.ofSeconds(10));
    }
}
