package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.ParksFeed.concert;
import static app.godo.ingestion.testing.ParksFeed.concerts;
import static app.godo.ingestion.testing.ParksFeed.day;
import static app.godo.ingestion.testing.ParksFeed.newId;
import static app.godo.ingestion.testing.ParksFeed.newIds;
import static app.godo.ingestion.testing.Syncs.sync;
import static app.godo.ingestion.testing.Syncs.told;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("R-JOB-4: what is no longer listed")
class VanishingListingsTest {

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
    void an_upcoming_listing_missing_from_two_runs_is_told_as_cancelled_once() {
        var staying = newIds(10);
        var gone = newId();
        lists(staying, concert(gone));
        sync();
        lists(staying);

        var firstMiss = sync();
        var toldAfterOne = told(List.of(gone)).size();
        var secondMiss = sync();
        var thirdMiss = sync();

        assertEquals(1, firstMiss.getInt("vanished"));
        assertEquals(1, toldAfterOne, "only that it was new");
        assertEquals(1, secondMiss.getInt("vanished"));
        assertEquals(0, thirdMiss.getInt("vanished"));
        assertEquals(List.of("listed", "vanished"), tellings(gone));
        assertEquals("Concert " + gone, told(List.of(gone)).getLast().listing().title());
    }

    @Test
    void one_that_comes_back_in_time_was_never_gone() {
        var staying = newIds(10);
        var back = newId();
        lists(staying, concert(back));
        sync();
        lists(staying);
        sync();
        lists(staying, concert(back));
        sync();
        lists(staying);
        sync();

        assertEquals(List.of("listed"), tellings(back), "two misses, but not in a row");
    }

    @Test
    void one_that_comes_back_after_all_is_told_again() {
        var staying = newIds(10);
        var back = newId();
        lists(staying, concert(back));
        sync();
        lists(staying);
        sync();
        sync();
        lists(staying, concert(back));

        var run = sync();

        assertEquals(1, run.getInt("changed"));
        assertEquals(List.of("listed", "vanished", "listed"), tellings(back));
    }

    @Test
    void one_that_comes_back_unreadable_is_told_again_when_it_can_be_read() {
        var staying = newIds(10);
        var back = newId();
        lists(staying, concert(back));
        sync();
        lists(staying);
        sync();
        sync();
        lists(staying, concert(back, " ", day(7)));
        sync();
        lists(staying, concert(back));

        sync();

        assertEquals(List.of("listed", "vanished", "listed"), tellings(back));
    }

    @ParameterizedTest(name = "of {0} listings {1} are missing: {2} are taken as gone")
    @CsvSource({"10, 5, 5", "30, 6, 6", "29, 6, 0", "30, 7, 0"})
    void a_few_or_a_fifth_may_be_gone_at_once_and_no_more(int listed, int missing, int gone) {
        var ids = newIds(listed);
        lists(ids);
        sync();
        lists(ids.subList(missing, listed));

        assertEquals(gone, sync().getInt("vanished"));
        assertEquals(gone, sync().getInt("vanished"));

        assertEquals(listed + gone, told(ids).size());
    }

    @Test
    void what_has_taken_place_drops_out_without_a_word() {
        var staying = newIds(10);
        var past = newId();
        lists(staying, concert(past, "Concert", day(-1)));
        sync();
        lists(staying);

        assertEquals(0, sync().getInt("vanished"));
        sync();

        assertEquals(List.of("listed"), tellings(past));
    }

    @Test
    void when_a_large_part_is_missing_at_once_the_feed_is_at_fault() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));

        var first = sync();
        var second = sync();

        assertEquals("partial", first.getString("state"));
        assertEquals(
                "10 of 30 upcoming listings are missing at once: none is taken as gone.", first.getString("error"));
        assertEquals(0, second.getInt("vanished"));
        assertEquals(30, told(ids).size());
    }

    @Test
    void an_empty_feed_cancels_nothing() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(List.of());

        sync();
        sync();

        assertEquals(30, told(ids).size());
    }

    @Test
    void a_run_that_failed_or_could_not_read_an_id_misses_nobody() {
        var staying = newIds(10);
        var unsure = newId();
        lists(staying, concert(unsure));
        sync();
        lists(staying, "{\"title\":\"Who am I?\"}");
        sync();
        sync();
        portal.answers(exchange -> Portal.send(exchange, 403, ""));
        sync();

        assertEquals(List.of("listed"), tellings(unsure));
    }

    private void lists(List<String> ids, String... more) {
        var rows = new ArrayList<>(concerts(ids));
        rows.addAll(List.of(more));
        portal.lists(rows);
    }

    private static List<String> tellings(String id) {
        return told(List.of(id)).stream()
                .map(fact -> fact.vanished() ? "vanished" : "listed")
                .toList();
    }
}
