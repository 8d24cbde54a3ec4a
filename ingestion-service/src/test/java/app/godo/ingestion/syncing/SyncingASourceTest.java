package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.ParksFeed.concert;
import static app.godo.ingestion.testing.ParksFeed.concerts;
import static app.godo.ingestion.testing.ParksFeed.day;
import static app.godo.ingestion.testing.ParksFeed.newId;
import static app.godo.ingestion.testing.ParksFeed.newIds;
import static app.godo.ingestion.testing.Syncs.sync;
import static app.godo.ingestion.testing.Syncs.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
class SyncingASourceTest {

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
    void what_is_new_is_told_once_and_what_is_the_same_is_not_told_again() {
        var ids = newIds(450);
        portal.lists(concerts(ids));

        var first = sync();
        var second = sync();

        assertRun(first, "ok", 450, 450, 0, 0, 0);
        assertRun(second, "ok", 450, 0, 0, 450, 0);
        assertEquals(450, told(ids).size());
        assertEquals(
                450,
                Database.count(
                        "select count(*) from ingestion.listings where last_seen > first_seen and raw ? 'guid'"));
    }

    @Test
    void one_changed_row_is_one_fact() {
        var ids = newIds(3);
        var rows = new ArrayList<>(concerts(ids));
        portal.lists(rows);
        sync();
        rows.set(1, concert(ids.get(1), "CANCELED: Concert", day(7)));

        var run = sync();

        assertRun(run, "ok", 3, 0, 1, 2, 0);
        var facts = told(List.of(ids.get(1)));
        assertEquals(2, facts.size());
        assertNull(facts.getFirst().listing().scheduleStatus());
        assertEquals("cancelled", facts.getLast().listing().scheduleStatus());
        assertEquals("Concert", facts.getLast().listing().title());
        assertEquals("nyc_parks:" + ids.get(1), facts.getLast().key());
        assertEquals(4, told(ids).size());
    }

    @Test
    void what_only_the_export_stamps_anew_changes_nothing() {
        var id = newId();
        portal.lists(List.of(concert(id)));
        sync();
        portal.lists(List.of(concert(id).replace("2026-08-09T", "2026-08-10T")));

        assertRun(sync(), "ok", 1, 0, 0, 1, 0);
    }

    @Test
    void a_feed_of_many_pages_is_read_to_its_end() {
        var ids = newIds(2300);
        portal.lists(concerts(ids));

        assertRun(sync(), "ok", 2300, 2300, 0, 0, 0);

        assertEquals(
                List.of(
                        "/resource/w3wp-dpdi.json?$order=:id&$limit=1000&$offset=0",
                        "/resource/w3wp-dpdi.json?$order=:id&$limit=1000&$offset=1000",
                        "/resource/w3wp-dpdi.json?$order=:id&$limit=1000&$offset=2000"),
                portal.requests());
        assertEquals(2300, told(ids).size());
    }

    @Test
    @DisplayName("A-41: a hostile feed costs its bad rows, which are kept for a person to look at")
    void bad_rows_are_set_aside_and_the_others_read() {
        var ids = newIds(6);
        portal.lists(List.of(
                concert(ids.get(0)),
                concert(ids.get(1), "Concert", "12/31/9999"),
                concert(ids.get(2), "<script>alert(1)</script>", day(3)),
                concert(ids.get(3)).replace("http://www.nycgovparks.org/events/2026/08/09/c-", "javascript:alert(1)//"),
                concert(ids.get(4)).replace("\"guid\"", "\"price\":NaN,\"guid\""),
                concert(ids.get(5), "Zero\\u0000 <script>alert(1)</script>", day(3)),
                "{\"guid\":\"no number\"}",
                "42"));

        var run = sync();

        assertRun(run, "partial", 8, 4, 0, 0, 4);
        assertEquals("Some rows could not be read, not even their ids.", run.getString("error"));
        var facts = told(ids);
        assertEquals(4, facts.size());
        assertEquals("Zero", told(List.of(ids.get(5))).getFirst().listing().title());
        assertTrue(facts.stream().noneMatch(fact -> String.valueOf(fact).contains("script:")));
        var reasons = Database.sql("select external_id, reason, raw::text as raw from ingestion.quarantine").stream()
                .map(row -> row.getString("external_id") + ": " + row.getString("reason"))
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        ids.get(1) + ": The date 9999-12-31 cannot be",
                        ids.get(2) + ": The row has no title",
                        "null: The row has no guid",
                        "null: The row is not an object"),
                reasons);
    }

    @Test
    void a_row_that_can_be_read_no_more_keeps_what_was_told_of_it() {
        var ids = newIds(2);
        portal.lists(concerts(ids));
        sync();
        portal.lists(List.of(concert(ids.get(0)), concert(ids.get(1), " ", day(7))));

        sync();
        var third = sync();

        assertRun(third, "partial", 2, 0, 0, 1, 1);
        assertEquals(0, third.getInt("vanished"));
        assertEquals(2, told(ids).size());
    }

    @Test
    @DisplayName("A-41: a row that is nothing but a mistake costs itself, however long the mistake is")
    void a_mistake_of_any_length_costs_its_row_and_not_the_run() {
        var ids = newIds(3);
        portal.lists(List.of(
                concert(ids.get(0)),
                concert(ids.get(1), "Concert", "2027-02-30T" + "9".repeat(5000)),
                concert(ids.get(2), "Concert", "")
                        .replace("\"link\":{\"url\":\"", "\"link\":{\"url\":\"" + "/events/2027/02/30/".repeat(3000))));

        assertRun(sync(), "partial", 3, 1, 0, 0, 2);

        assertEquals(
                List.of(
                        "There is no such day: 2027-02-30",
                        "The row has no date, neither in startdate nor in the link"),
                Database.sql("select reason from ingestion.quarantine order by external_id").stream()
                        .map(row -> row.getString("reason"))
                        .toList());
    }

    @Test
    void an_id_listed_twice_counts_once() {
        var id = newId();
        portal.lists(List.of(concert(id), concert(id), concert(id, "Another concert", day(9))));

        var run = sync();

        assertRun(run, "partial", 3, 1, 0, 0, 1);
        assertEquals(1, run.getInt("merged"), "every row is counted somewhere");
        assertEquals("Concert " + id, told(List.of(id)).getFirst().listing().title());
    }

    @Test
    void an_id_that_could_not_be_read_at_first_is_read_when_it_comes_again() {
        var id = newId();
        var rows = new ArrayList<String>();
        rows.add(concert(id, " ", day(7)));
        // farther apart than the rows of one transaction
        rows.addAll(concerts(newIds(250)));
        rows.add(concert(id));
        portal.lists(rows);

        assertRun(sync(), "partial", 252, 251, 0, 0, 1);
        assertEquals(1, told(List.of(id)).size());
    }

    @Test
    void a_row_that_stays_unreadable_is_set_aside_once() {
        var id = newId();
        portal.lists(List.of(concert(id, " ", day(7)), "{\"title\":\"Who am I?\"}", "{\"title\":\"Who am I?\"}", "42"));
        sync();
        portal.lists(List.of(concert(id, "Concert", "soon"), "{\"title\":\"Who am I?\"}", "42"));

        var again = sync();

        assertEquals(3, again.getInt("quarantined"));
        assertEquals(3, Database.count("select count(*) from ingestion.quarantine where last_seen > first_seen"));
        assertEquals(3, Database.count("select count(*) from ingestion.quarantine"));
        assertEquals(
                "The startdate is no date",
                Database.sql("select reason from ingestion.quarantine where external_id = $1", id)
                        .getFirst()
                        .getString("reason"));
    }

    @Test
    void a_feed_that_breaks_off_keeps_what_came_before() {
        var ids = newIds(1500);
        var rows = concerts(ids);
        portal.answers(exchange -> {
            if (exchange.getRequestURI().getQuery().contains("$offset=0")) {
                Portal.page(exchange, rows);
            } else {
                Portal.send(exchange, 403, "the token s3cret is over its limit");
            }
        });

        var run = sync();

        assertRun(run, "failed", 1000, 1000, 0, 0, 0);
        assertEquals("The feed answered 403.", run.getString("error"));
        var source = source();
        assertEquals("failed", source.getString("sync_status"));
        assertEquals("The feed answered 403.", source.getString("last_error"), "no word of the other side's");
        assertEquals(1000, told(ids).size());
    }

    @Test
    void a_busy_portal_is_asked_again_within_the_run() {
        var ids = newIds(2);
        var rows = concerts(ids);
        var asked = new AtomicInteger();
        portal.answers(exchange -> {
            if (asked.incrementAndGet() < 3) {
                Portal.send(exchange, 429, "");
            } else {
                Portal.page(exchange, rows);
            }
        });

        assertRun(sync(), "ok", 2, 2, 0, 0, 0);
        assertEquals(3, asked.get());
    }

    @Test
    @DisplayName("A-40: a redirect to a private address fails the run; the address is never asked")
    void a_redirect_fails_the_run() {
        try (var inside = Portal.anywhere().serves("[]")) {
            portal.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", inside.address() + "/latest/meta-data");
                Portal.send(exchange, 302, "");
            });

            var run = sync();

            assertEquals("failed", run.getString("state"));
            assertEquals("The feed answered 302 and wants us elsewhere, where we do not go.", run.getString("error"));
            assertEquals(0, inside.requests().size());
        }
    }

    @Test
    void a_feed_that_has_changed_its_form_is_not_read_to_its_end() {
        var rows = newIds(3000).stream().map("{\"id\":\"%s\"}"::formatted).toList();
        portal.lists(rows);

        var run = sync();

        assertEquals("failed", run.getString("state"));
        assertEquals("Most rows cannot be read: the feed has changed its form.", run.getString("error"));
        assertTrue(Database.count("select count(*) from ingestion.quarantine") <= 500);
    }

    @Test
    void a_run_that_went_well_sets_the_next_one_four_hours_on() {
        portal.lists(concerts(newIds(1)));
        sync();

        var minutes = Database.count("""
                select cast(extract(epoch from next_sync - last_sync) / 60 as bigint)
                from ingestion.sources where source_name = 'nyc_parks'""");

        assertTrue(minutes >= 233 && minutes <= 247, "after %d minutes".formatted(minutes));
        assertEquals("ok", source().getString("sync_status"));
        assertNull(source().getString("last_error"));
    }

    @Test
    void metrics_tell_rows_by_outcome_and_the_age_of_the_last_success() {
        portal.lists(concerts(newIds(2)));
        sync();

        var metrics = RestAssured.get("/q/metrics").asString();

        assertTrue(
                metrics.lines()
                        .anyMatch(
                                line -> line.startsWith("godo_sync_rows_total{outcome=\"new\",source=\"nyc_parks\"}")),
                metrics);
        assertTrue(metrics.lines()
                .anyMatch(line -> line.startsWith("godo_job_last_success_age_seconds{job=\"sync:nyc_parks\"}")
                        && Double.parseDouble(line.substring(line.lastIndexOf(' '))) < 60));
        assertTrue(metrics.lines().noneMatch(line -> line.startsWith("godo_") && line.endsWith("NaN")), metrics);
    }

    private static JsonPath source() {
        return Syncs.admin()
                .get("/api/v1/ingestion/sources")
                .then()
                .extract()
                .jsonPath()
                .setRootPath("items.find { it.name == 'nyc_parks' }");
    }

    private static void assertRun(
            JsonPath run, String state, int fetched, int added, int changed, int unchanged, int quarantined) {
        assertEquals(state, run.getString("state"), run.prettify());
        assertEquals(fetched, run.getInt("fetched"), run.prettify());
        assertEquals(added, run.getInt("new"), run.prettify());
        assertEquals(changed, run.getInt("changed"), run.prettify());
        assertEquals(unchanged, run.getInt("unchanged"), run.prettify());
        assertEquals(quarantined, run.getInt("quarantined"), run.prettify());
        assertTrue(run.getString("duration").startsWith("PT"), run.prettify());
    }
}
