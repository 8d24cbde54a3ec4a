package app.godo.ingestion.admin;

import static app.godo.ingestion.testing.Syncs.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import app.godo.ingestion.testing.ParksFeed;
import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.concurrent.CountDownLatch;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
class SourcesForAdminsTest {

    private static final String SOURCES = "/api/v1/ingestion/sources";

    private Portal portal;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        portal = Portal.open().lists(List.of());
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/ingestion/sources",
        "POST, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001/sync",
        "POST, /api/v1/ingestion/sources",
        "GET, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001",
        "GET, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001/runs",
        "GET, /api/v1/ingestion/runs/01900000-0000-7000-8000-000000000001",
        "POST, /api/v1/ingestion/runs/01900000-0000-7000-8000-000000000001/replay",
        "POST, /api/v1/ingestion/runs/01900000-0000-7000-8000-000000000001/accept_missing",
        "GET, /api/v1/ingestion/quarantine",
        "PATCH, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001",
        "PUT, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001/licence-end",
        "GET, /api/v1/ingestion/sources/01900000-0000-7000-8000-000000000001/licence-end"
    })
    void nobody_but_an_admin_comes_in(String method, String path) {
        given().contentType(ContentType.JSON)
                .body("{\"is_active\":false}")
                .request(method, path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", is("unauthenticated"));
        given().contentType(ContentType.JSON)
                .body("{\"is_active\":false}")
                .auth()
                .oauth2(Tokens.of(Ids.next()))
                .request(method, path)
                .then()
                .statusCode(403)
                .body("code", is("forbidden"));
        admin().get(SOURCES).then().body("items[0].is_active", is(true), "items[0].last_run", nullValue());
    }

    @Test
    void a_source_is_shown_with_its_last_run() {
        portal.lists(ParksFeed.concerts(ParksFeed.newIds(2)));
        Syncs.sync();

        admin().get(SOURCES)
                .then()
                .statusCode(200)
                .body("has_more", is(false))
                .body("items.size()", is(1))
                .body("items[0].name", is("nyc_parks"))
                .body("items[0].is_active", is(true))
                .body("items[0].is_configured", is(true))
                .body("items[0].sync_status", is("ok"))
                .body("items[0].sync_frequency", is("PT4H"))
                .body("items[0].last_error", nullValue())
                .body("items[0].last_run.source", is("nyc_parks"))
                .body("items[0].last_run.state", is("ok"))
                .body("items[0].last_run.new", is(2))
                .body("items[0].last_run.merged", is(0));
    }

    @Test
    void a_second_sync_is_refused_while_one_runs() {
        var goOn = new CountDownLatch(1);
        portal.answers(exchange -> {
            try {
                goOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            Portal.send(exchange, 200, "[]");
        });
        var running = Syncs.begin();

        admin().post(SOURCES + "/" + Syncs.NYC_PARKS + "/sync")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("/problems/sync-running"));
        admin().get(running).then().statusCode(200).body("state", is("running")).body("finished_at", nullValue());
        goOn.countDown();

        Syncs.awaitEnd(running);
    }

    @Test
    void a_begun_sync_says_where_it_can_be_followed() {
        var answer =
                admin().post(SOURCES + "/" + Syncs.NYC_PARKS + "/sync").then().statusCode(202);

        var id = answer.extract().<String>path("id");
        answer.body("state", is("running")).header("Location", equalTo("/api/v1/ingestion/runs/" + id));
    }

    @Test
    void what_is_not_there_is_not_found() {
        var nobody = Ids.next();
        admin().post(SOURCES + "/" + nobody + "/sync").then().statusCode(404).body("code", is("not-found"));
        admin().get(SOURCES + "/" + nobody).then().statusCode(404);
        admin().get(SOURCES + "/" + nobody + "/runs").then().statusCode(404);
        admin().get("/api/v1/ingestion/runs/" + nobody).then().statusCode(404);
        admin().post("/api/v1/ingestion/runs/" + nobody + "/replay").then().statusCode(404);
        admin().contentType(ContentType.JSON)
                .body("{\"is_active\":false}")
                .patch(SOURCES + "/" + nobody)
                .then()
                .statusCode(404);
    }

    @Test
    void a_source_can_be_paused_and_taken_up_again() {
        change("{\"is_active\":false}")
                .statusCode(200)
                .body("is_active", is(false))
                .body("sync_status", is("paused"));
        Syncs.sync();
        admin().get(SOURCES).then().body("items[0].sync_status", is("paused"), "items[0].last_run.state", is("ok"));
        change("{\"is_active\":true}").body("is_active", is(true)).body("sync_status", is("pending"));
    }

    @Test
    void a_change_that_makes_no_sense_is_refused() {
        change("{}").statusCode(200).body("is_active", is(true));
        change("{\"is_active\":\"no\"}").statusCode(422);
        change("{\"is_active\":true,\"next_sync\":\"x\"}").statusCode(422).body("code", is("unknown-field"));
        change("{\"name\":\"x\"}").statusCode(422).body("errors[0].pointer", is("/name"));
        change("{\"kind\":\"rss\"}").statusCode(422).body("errors[0].pointer", is("/kind"));
        change("{").statusCode(400).body("type", startsWith("/problems/"));
    }

    private static io.restassured.response.ValidatableResponse change(String body) {
        return admin().contentType(ContentType.JSON)
                .body(body)
                .patch(SOURCES + "/" + Syncs.NYC_PARKS)
                .then();
    }
}
