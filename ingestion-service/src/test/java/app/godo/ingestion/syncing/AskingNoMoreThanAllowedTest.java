package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName(
        "R-SRC-2: a Source is asked no more than its row and its own answers allow, and its runs go on where they were")
class AskingNoMoreThanAllowedTest {

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
    void a_quota_that_is_used_up_ends_the_run_and_the_next_goes_on_where_it_was() {
        var ids = ParksFeed.newIds(25);
        portal.lists(ParksFeed.concerts(ids));
        var source = add("""
                {"name":"parks_again","kind":"nyc-parks","urls":["https://data.cityofnewyork.us/resource/w3wp-dpdi.json"],
                 "settings":{"page_size":10},"requests_per_hour":2}""");

        var first = sync(source);

        assertEquals("partial", first.getString("state"), first.prettify());
        assertTrue(first.getString("error").startsWith("Its quota of requests is used up: the rest is read from"));
        assertEquals(20, first.getInt("new"));
        assertEquals(2, portal.requests().size());
        var wait = Duration.between(
                Instant.now(),
                Instant.parse(AskingEveryKindTest.ofSource(source).getString("next_sync")));
        assertTrue(wait.toMinutes() <= 61, "it is due again within the hour: " + wait);

        Database.sql("update ingestion.requests set hour = hour - interval '1 hour'");
        var second = sync(source);

        assertEquals("ok", second.getString("state"), second.prettify());
        assertEquals(5, second.getInt("new"), second.prettify());
        assertEquals(1, second.getInt("requests"), "what had been read is not asked for again");
        assertEquals(0, second.getInt("vanished"), "what the first part met is not missing");
        assertEquals(0, Database.count("select count(*) from ingestion.listings where vanished_runs > 0"));
    }

    @Test
    void a_days_quota_counts_the_hours_before() {
        portal.lists(ParksFeed.concerts(ParksFeed.newIds(25)));
        var source = add("""
                {"name":"parks_again","kind":"nyc-parks","urls":["https://data.cityofnewyork.us/resource/w3wp-dpdi.json"],
                 "settings":{"page_size":10},"requests_per_day":4}""");
        sync(source);
        Database.sql("update ingestion.requests set hour = hour - interval '3 hours'");

        var run = sync(source);

        assertEquals(1, run.getInt("requests"), run.prettify());
        assertEquals("partial", run.getString("state"));
    }

    @Test
    void whoever_wants_to_be_left_alone_for_an_hour_is() {
        var rows = ParksFeed.concerts(ParksFeed.newIds(15));
        portal.answers(exchange -> {
            if (exchange.getRequestURI().getQuery().contains("$offset=0")) {
                Portal.page(exchange, rows);
            } else {
                exchange.getResponseHeaders().set("Retry-After", "3600");
                Portal.send(exchange, 429, "");
            }
        });
        var source = add("""
                {"name":"parks_again","kind":"nyc-parks","urls":["https://data.cityofnewyork.us/resource/w3wp-dpdi.json"],
                 "settings":{"page_size":10}}""");

        var run = sync(source);

        assertEquals("partial", run.getString("state"), run.prettify());
        assertTrue(run.getString("error").startsWith("The feed answered 429: the rest is read from"));
        assertEquals(2, portal.requests().size(), "not asked again");
        var wait = Duration.between(
                Instant.now(),
                Instant.parse(AskingEveryKindTest.ofSource(source).getString("next_sync")));
        assertTrue(wait.toMinutes() >= 58 && wait.toMinutes() <= 62, wait.toString());
    }

    @Test
    void an_answer_that_says_it_was_the_last_is_the_last() {
        var rows = ParksFeed.concerts(ParksFeed.newIds(15));
        portal.answers(exchange -> {
            exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
            exchange.getResponseHeaders().set("X-RateLimit-Reset", "600");
            Portal.page(exchange, rows);
        });
        var source = add("""
                {"name":"parks_again","kind":"nyc-parks","urls":["https://data.cityofnewyork.us/resource/w3wp-dpdi.json"],
                 "settings":{"page_size":10}}""");

        var run = sync(source);

        assertEquals(10, run.getInt("new"), run.prettify());
        assertEquals(1, portal.requests().size());
        assertTrue(run.getString("error").startsWith("The source answers no more for now: the rest is read from"));
    }

    @Test
    void what_has_not_changed_is_not_fetched_again_and_counts_as_there() {
        var calendar = calendar(List.of("a", "b", "c", "d", "e", "f"));
        portal.answers(exchange -> {
            var same = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && "Thu, 26 Nov 2026 08:00:00 GMT"
                            .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Thu, 26 Nov 2026 08:00:00 GMT");
            if (same) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                Portal.send(exchange, 200, calendar);
            }
        });
        var source = add("{\"name\":\"garden\",\"kind\":\"ical\",\"urls\":[\"https://feeds.example/a.ics\"]}");
        sync(source);

        var second = sync(source);

        assertEquals(6, second.getInt("unchanged"), second.prettify());
        assertEquals(0, second.getInt("vanished"));
        assertEquals("ok", second.getString("state"));
        assertEquals(1, Database.count("select count(*) from ingestion.payloads"), "one body, kept once");
    }

    @Test
    @DisplayName("R-JOB-4: what vanishes from a calendar is told as vanished, as it was told before")
    void a_listing_vanishes_whatever_the_form_of_its_source() {
        portal.serves(calendar(List.of("a", "b", "c", "d", "e", "f")));
        var source = add("{\"name\":\"garden\",\"kind\":\"ical\",\"urls\":[\"https://feeds.example/a.ics\"]}");
        sync(source);
        portal.serves(calendar(List.of("a", "b", "c", "d", "e")));

        var first = sync(source);
        sync(source);

        assertEquals(1, first.getInt("vanished"), first.prettify());
        var told = Syncs.told(List.of("f@garden.example")).stream()
                .filter(fact -> fact.source().equals("garden"))
                .toList();
        assertTrue(told.getLast().vanished());
        assertEquals(told.getFirst().listing(), told.getLast().listing());
        assertEquals("Walk f", told.getLast().listing().title());
    }

    @Test
    @DisplayName("R-GAP-11: prose and pictures that a licence keeps to itself are not told")
    void prose_that_may_not_be_shown_is_not_told() {
        portal.serves(calendar(List.of("z")));
        var source = add("""
                {"name":"private_prose","kind":"ical","urls":["https://feeds.example/a.ics"],"shows_prose":false,
                 "licence":"all rights reserved"}""");

        sync(source);

        var told = Syncs.told(List.of("z@garden.example")).stream()
                .filter(fact -> fact.source().equals("private_prose"))
                .toList();
        assertEquals(1, told.size());
        assertNull(told.getFirst().listing().description());
        assertEquals("Walk z", told.getFirst().listing().title());
    }

    /** Walks in the coming days. */
    static String calendar(List<String> names) {
        var lines = new ArrayList<String>(List.of("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//garden//EN"));
        for (var name : names) {
            lines.addAll(List.of(
                    "BEGIN:VEVENT",
                    "UID:%s@garden.example".formatted(name),
                    "DTSTAMP:20261001T120000Z",
                    "DTSTART:%s".formatted(ParksFeed.inDays(9).replace("-", "") + "T100000"),
                    "SUMMARY:Walk " + name,
                    "DESCRIPTION:Words of the garden's own",
                    "LOCATION:The gate",
                    "END:VEVENT"));
        }
        lines.add("END:VCALENDAR");
        return String.join("\r\n", lines) + "\r\n";
    }
}
