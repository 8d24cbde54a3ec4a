package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.ParksFeed.concert;
import static app.godo.ingestion.testing.ParksFeed.concerts;
import static app.godo.ingestion.testing.ParksFeed.day;
import static app.godo.ingestion.testing.ParksFeed.newId;
import static app.godo.ingestion.testing.ParksFeed.newIds;
import static app.godo.ingestion.testing.Syncs.sync;
import static app.godo.ingestion.testing.Syncs.told;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    void three_runs_in_a_row_that_miss_the_same_are_believed() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));

        var runs = List.of(sync(), sync(), sync(), sync());

        assertEquals(
                List.of(10, 10, 0, 0),
                runs.stream().map(run -> run.getInt("doubted")).toList());
        assertEquals(
                List.of(0, 0, 10, 0),
                runs.stream().map(run -> run.getInt("vanished")).toList());
        assertEquals("ok", runs.get(2).getString("state"));
        assertEquals(
                List.of(
                        "10 of 30 upcoming listings are missing at once, the same in 3 runs in a row: they are taken as gone"),
                runs.get(2).getList("warnings"));
        ids.subList(20, 30).forEach(id -> assertEquals(List.of("listed", "vanished"), tellings(id)));
        ids.subList(0, 20).forEach(id -> assertEquals(List.of("listed"), tellings(id)));
    }

    @ParameterizedTest(name = "after 20 of 30, {0} and then {1}: {2} are taken as gone by the fourth run")
    @CsvSource({"19, 19, 0", "21, 21, 0", "20, 30, 0", "20, 20, 10"})
    void runs_that_miss_one_more_or_one_less_begin_anew(int second, int third, int gone) {
        var ids = newIds(30);
        lists(ids);
        sync();
        for (var listed : List.of(20, second, third)) {
            lists(ids.subList(0, listed));
            sync();
        }

        assertEquals(30 + gone, told(ids).size());
    }

    @Test
    void what_begins_between_two_runs_is_no_disagreement() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));
        sync();
        begins(ids.get(25));
        begins(ids.get(5));
        lists(without(ids.subList(0, 20), ids.get(5)));
        sync();

        var third = sync();

        assertEquals(9, third.getInt("vanished"));
        assertEquals(List.of("listed"), tellings(ids.get(25)), "it has taken place");
        assertEquals(List.of("listed", "vanished"), tellings(ids.get(26)));
    }

    @Test
    void an_empty_feed_is_never_believed_by_itself() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(List.of());
        sync();
        sync();
        sync();

        assertEquals(30, sync().getInt("doubted"));

        assertEquals(30, told(ids).size());
    }

    @Test
    void an_admin_s_word_is_believed_at_once_and_kept() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));
        var doubted = sync().getString("id");

        var accepted = accept(doubted).statusCode(202).extract().jsonPath();
        awaitVanished(doubted, 10);

        ids.subList(20, 30).forEach(id -> assertEquals(List.of("listed", "vanished"), tellings(id)));
        var again = accept(doubted).statusCode(202).extract().jsonPath();
        assertEquals(accepted.getString("accepted_by"), again.getString("accepted_by"));
        assertEquals(accepted.getString("accepted_at"), again.getString("accepted_at"));
        var next = sync();
        assertEquals("ok", next.getString("state"));
        assertEquals(0, next.getInt("vanished"));
        assertEquals(40, told(ids).size());
    }

    @Test
    void what_is_listed_again_since_is_not_taken_as_gone() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));
        var doubted = sync().getString("id");
        lists(ids.subList(0, 22));
        sync();

        accept(doubted).statusCode(202);
        awaitVanished(doubted, 8);

        assertEquals(38, told(ids).size());
        assertEquals(List.of("listed"), tellings(ids.get(21)));
    }

    @Test
    void a_word_that_broke_off_is_gone_on_with_by_the_next_run() {
        var ids = newIds(30);
        lists(ids);
        sync();
        lists(ids.subList(0, 20));
        var doubted = sync().getString("id");
        Database.sql("update ingestion.sync_runs set accepted_by = id, accepted_at = now() where id = '%s'"
                .formatted(doubted));

        var next = sync();

        assertEquals(0, next.getInt("doubted"));
        assertEquals(40, told(ids).size());
    }

    @Test
    void any_number_is_gone_some_at_a_time() {
        var staying = newId();
        lists(List.of(staying));
        sync();
        Database.sql("""
                insert into ingestion.listings (source, external_id, raw, raw_hash, listing, last_seen)
                select source, external_id || '-' || n, raw, raw_hash, listing, last_seen
                from ingestion.listings, generate_series(1, 1001) as n""");
        var doubted = sync().getString("id");

        accept(doubted).statusCode(202);
        awaitVanished(doubted, 1001);

        var ids =
                IntStream.rangeClosed(1, 1001).mapToObj(n -> staying + "-" + n).toList();
        assertEquals(1001, told(ids).size());
    }

    @Test
    void there_is_nothing_to_accept_of_a_run_that_doubted_nothing() {
        lists(newIds(3));
        var run = sync().getString("id");

        accept(run).statusCode(409).body("code", is("nothing-missing"));
        accept(Ids.next().toString()).statusCode(404);
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

    private static ValidatableResponse accept(String run) {
        return Syncs.admin()
                .post("/api/v1/ingestion/runs/%s/accept_missing".formatted(run))
                .then();
    }

    private static void awaitVanished(String run, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Syncs.admin()
                                .get("/api/v1/ingestion/runs/" + run)
                                .jsonPath()
                                .getInt("vanished")
                        == count);
        Syncs.awaitFreeLease();
    }

    private static void begins(String id) {
        Database.sql("""
                update ingestion.listings set listing = jsonb_set(listing, '{starts_at}', to_jsonb(clock_timestamp()))
                where external_id = '%s'""".formatted(id));
    }

    private static List<String> without(List<String> ids, String one) {
        return ids.stream().filter(id -> !id.equals(one)).toList();
    }

    private static List<String> tellings(String id) {
        return told(List.of(id)).stream()
                .map(fact -> fact.vanished() ? "vanished" : "listed")
                .toList();
    }
}
