package app.godo.ingestion.ending;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.admin;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.ParksFeed;
import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("R-GAP-11")
class EndingALicenceTest {

    private static final String SOURCE = """
            {"name":"hall","kind":"nyc-parks","urls":["https://feeds.example/resource/aaaa-aaaa.json"],
             "licence":"By word of mouth","attribution":"The Hall"%s}""";

    @Inject
    EndLicence endLicence;

    private Portal portal;
    private List<String> ids;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        ids = ParksFeed.newIds(3);
        portal = Portal.open().lists(ParksFeed.concerts(ids));
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void whatever_came_from_it_is_removed_and_told_as_withdrawn() {
        var rows = new ArrayList<>(ParksFeed.concerts(ids));
        rows.add("{\"guid\":\"%s\"}".formatted(ParksFeed.newId()));
        portal.lists(rows);
        var source = add(SOURCE.formatted(""));
        sync(source);

        end(source, "They said so").then().statusCode(202).body("reason", is("They said so"), "source", is("hall"));

        var end = awaitPurged(source);
        assertEquals(
                List.of(3, 1, 1), List.of(end.getInt("listings"), end.getInt("payloads"), end.getInt("quarantined")));
        for (var table : List.of("listings where source = 'hall'", "quarantine where source = 'hall'", "payloads")) {
            assertEquals(0, Database.count("select count(*) from ingestion." + table), table);
        }
        assertEquals(3, Syncs.told(ids).size());
        assertEquals(ids, withdrawn());
        admin().get("/api/v1/ingestion/sources/" + source)
                .then()
                .body("licence_ended_at", notNullValue(), "is_active", is(false), "sync_status", is("paused"));
    }

    @Test
    void said_again_it_changes_nothing() {
        var source = add(SOURCE.formatted(""));
        sync(source);
        end(source, "They said so");
        var first = awaitPurged(source);

        end(source, "Somebody else says so").then().statusCode(202);

        admin().get(path(source))
                .then()
                .body(
                        "reason",
                        is("They said so"),
                        "listings",
                        is(3),
                        "ended_at",
                        equalTo(first.getString("ended_at")));
        Syncs.told(ids);
        assertEquals(ids, withdrawn());
        assertEquals(first.getString("purged_at"), awaitPurged(source).getString("purged_at"));
    }

    @Test
    void from_then_on_it_is_neither_asked_nor_read_nor_changed() {
        var source = add(SOURCE.formatted(""));
        var run = sync(source).getString("id");
        end(source, "They said so");
        awaitPurged(source);
        var asked = portal.requests().size();

        for (var refused : List.of(
                admin().post("/api/v1/ingestion/sources/%s/sync".formatted(source)),
                admin().post("/api/v1/ingestion/runs/%s/replay".formatted(run)),
                admin().contentType(ContentType.JSON)
                        .body("{\"is_active\":true}")
                        .patch("/api/v1/ingestion/sources/" + source))) {
            refused.then().statusCode(409).body("code", is("licence-ended"));
        }
        assertEquals(asked, portal.requests().size());
    }

    @Test
    void a_run_on_its_way_stores_nothing_more() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        portal.answers(exchange -> {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            Portal.page(exchange, ParksFeed.concerts(ids));
        });
        var source = add(SOURCE.formatted(""));
        var run = Syncs.begin(source);
        asked.await(20, TimeUnit.SECONDS);

        end(source, "They said so");
        awaitPurged(source);
        goOn.countDown();

        assertEquals("failed", Syncs.awaitEnd(run).getString("state"));
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Database.count("select count(*) from ingestion.listings where source = 'hall'") == 0
                        && Database.count("select count(*) from ingestion.payloads") == 0);
        assertEquals(List.of(), Syncs.told(ids));
    }

    @Test
    void what_a_lost_replica_left_is_removed_by_another() {
        var source = add(SOURCE.formatted(""));
        sync(source);
        Database.sql(
                "update ingestion.sources set licence_ended_at = now(), is_active = false where source_name = 'hall'");
        Database.sql("""
                insert into ingestion.licence_ends (source_id, ended_by, reason)
                select id, id, 'They said so' from ingestion.sources where source_name = 'hall'""");

        endLicence.goOn().await().atMost(Duration.ofSeconds(20));

        assertEquals(3, awaitPurged(source).getInt("listings"));
        Syncs.told(ids);
        assertEquals(ids, withdrawn());
    }

    @Test
    void a_source_that_may_be_used_has_no_such_end_and_one_that_is_none_cannot_be_ended() {
        admin().get(path(Syncs.NYC_PARKS)).then().statusCode(404);
        end("01900000-0000-7000-8000-0000000000ff", "They said so").then().statusCode(404);
        end(Syncs.NYC_PARKS, " ").then().statusCode(422).body("errors[0].pointer", is("/reason"));
    }

    @Test
    void its_terms_are_told_with_each_listing_and_once_more_when_they_change() {
        var source = add(SOURCE.formatted(",\"redistributable\":true"));
        sync(source);
        var before = Syncs.told(ids);

        admin().contentType(ContentType.JSON)
                .body("{\"attribution\":\"The Great Hall\"}")
                .patch("/api/v1/ingestion/sources/" + source)
                .then()
                .statusCode(200);
        assertEquals(3, sync(source).getInt("changed"));

        assertEquals(
                new ListingFact.Terms("By word of mouth", "The Hall", true),
                before.getFirst().terms());
        assertEquals("nyc-parks", before.getFirst().sourceKind());
        assertEquals("The Great Hall", Syncs.told(ids).getLast().terms().attribution());
    }

    @Test
    void what_may_not_be_kept_as_it_came_is_not_kept() {
        var source = add(SOURCE.formatted(""));
        sync(source);

        admin().contentType(ContentType.JSON)
                .body("{\"keeps_payloads\":false}")
                .patch("/api/v1/ingestion/sources/" + source)
                .then()
                .statusCode(200)
                .body("keeps_payloads", is(false), "licence_ended_at", nullValue());
        var run = sync(source);

        assertEquals(3, run.getInt("unchanged"), run.prettify());
        assertEquals(0, Database.count("select count(*) from ingestion.payloads"));
        assertEquals(
                3, Database.count("select count(*) from ingestion.listings where source = 'hall' and raw is null"));
        admin().post("/api/v1/ingestion/runs/%s/replay".formatted(run.getString("id")))
                .then()
                .statusCode(409)
                .body("code", is("payloads-gone"));
    }

    private static Response end(String source, String reason) {
        return admin().contentType(ContentType.JSON)
                .body("{\"reason\":\"%s\"}".formatted(reason))
                .put(path(source));
    }

    private static JsonPath awaitPurged(String source) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin().get(path(source)).jsonPath(), end -> end.getString("purged_at") != null);
    }

    private static String path(String source) {
        return "/api/v1/ingestion/sources/%s/licence-end".formatted(source);
    }

    private List<String> withdrawn() {
        return Topic.facts(Topics.EVENTS_INGESTED, ListingFact.Withdrawn.class).stream()
                .map(ListingFact.Withdrawn::externalId)
                .filter(ids::contains)
                .sorted()
                .toList();
    }
}
