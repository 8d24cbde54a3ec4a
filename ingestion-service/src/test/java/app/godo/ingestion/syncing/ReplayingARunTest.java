package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.admin;
import static app.godo.ingestion.testing.Syncs.replay;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.ParksFeed;
import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("What a Source answered is kept, and read once more after a mend")
class ReplayingARunTest {

    private static final String GARDEN =
            "{\"name\":\"garden\",\"kind\":\"ical\",\"urls\":[\"https://feeds.example/a.ics\"]}";

    private Portal portal;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        portal = Portal.open();
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void a_mended_zone_changes_what_was_told_without_asking_the_source() {
        portal.serves(AskingNoMoreThanAllowedTest.calendar(List.of("a", "b")));
        var source = add(GARDEN);
        var run = sync(source);
        var before = AskingEveryKindTest.ofSource(source).getString("next_sync");
        mend(source, "{\"floating_zone\":\"America/Chicago\",\"venue\":null}");

        var again = replay(run.getString("id"));

        assertEquals(run.getString("id"), again.getString("replay_of"));
        assertEquals(2, again.getInt("changed"), again.prettify());
        assertEquals(0, again.getInt("requests"));
        assertEquals(1, portal.requests().size());
        assertEquals(before, AskingEveryKindTest.ofSource(source).getString("next_sync"), "it is due when it was");
        assertEquals(2, replay(again.getString("id")).getInt("unchanged"), "and a replay can be replayed");
    }

    @Test
    void rows_that_can_be_read_now_leave_the_quarantine() {
        var id = ParksFeed.newId();
        portal.lists(List.of(ParksFeed.concert(id, " ", ParksFeed.day(7))));
        sync();
        assertEquals(1, quarantined());
        portal.lists(List.of(ParksFeed.concert(id)));

        sync();

        assertEquals(0, quarantined());
    }

    @Test
    void what_a_later_run_has_seen_stays_as_it_saw_it() {
        portal.lists(ParksFeed.concerts(List.of("1", "2")));
        var first = sync();
        portal.lists(List.of(ParksFeed.concert("1", "Another concert", ParksFeed.day(7)), ParksFeed.concert("2")));
        sync();

        var again = replay(first.getString("id"));

        assertEquals(0, again.getInt("changed"), again.prettify());
        assertEquals(
                1,
                Database.count(
                        "select count(*) from ingestion.listings where listing ->> 'title' = 'Another concert'"));
    }

    @Test
    void what_is_not_kept_cannot_be_replayed() {
        portal.lists(ParksFeed.concerts(List.of("1")));
        var run = sync();
        Database.sql("update ingestion.payloads set last_fetched = now() - interval '15 days'");
        portal.lists(ParksFeed.concerts(List.of("1", "2")));
        sync();

        admin().post("/api/v1/ingestion/runs/%s/replay".formatted(run.getString("id")))
                .then()
                .statusCode(409)
                .body("code", is("payloads-gone"));
    }

    @Test
    void runs_and_what_was_set_aside_are_listed_page_by_page_newest_first() {
        portal.lists(List.of("{\"title\":\"Who am I?\"}", "{\"title\":\"And I?\"}"));
        var first = sync();
        var second = sync();
        var runs = "/api/v1/ingestion/sources/%s/runs".formatted(Syncs.NYC_PARKS);

        var page = admin().get(runs + "?limit=1").then().statusCode(200);

        page.body("items.size()", is(1))
                .body("items[0].id", is(second.getString("id")))
                .body("has_more", is(true));
        var cursor = page.extract().<String>path("next_cursor");
        admin().queryParam("cursor", cursor)
                .get(runs + "?limit=1")
                .then()
                .body("items[0].id", is(first.getString("id")))
                .body("has_more", is(false));
        var aside = admin().get("/api/v1/ingestion/quarantine?source=nyc_parks&limit=1")
                .then()
                .statusCode(200);
        aside.body("items[0].reason", is("The row has no guid")).body("has_more", is(true));
        admin().queryParam("cursor", aside.extract().<String>path("next_cursor"))
                .get("/api/v1/ingestion/quarantine?source=nyc_parks&limit=1")
                .then()
                .body("items.size()", is(1))
                .body("has_more", is(false));
        admin().get("/api/v1/ingestion/quarantine").then().body("items.size()", is(2));
        admin().get("/api/v1/ingestion/quarantine?source=nobody").then().body("items.size()", is(0));
    }

    private static long quarantined() {
        return Database.count("select count(*) from ingestion.quarantine");
    }

    private static void mend(String source, String patch) {
        admin().contentType("application/merge-patch+json")
                .body(patch)
                .patch("/api/v1/ingestion/sources/" + source)
                .then()
                .statusCode(200);
    }
}
