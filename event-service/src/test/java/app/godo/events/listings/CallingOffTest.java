package app.godo.events.listings;

import static app.godo.events.listings.Catalogued.told;
import static app.godo.events.listings.Catalogued.vanished;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

/** R-JOB-4: what it takes for an Event to be called off. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class CallingOffTest {

    @Inject
    JudgeAgain judgeAgain;

    private final Person reader = Person.joined();

    @Test
    @DisplayName("F-02: what who makes it calls off is called off, though others still sell it")
    void who_makes_it_is_believed() {
        var park = Listed.concert();
        var event = told(park);
        told(park.by("ticketmaster"));

        told(park.status("cancelled"));

        Api.read(reader, event)
                .body("schedule_status", is("cancelled"))
                .body("sources[0].fields", hasItem("schedule_status"));
        assertEquals(1, cancellationsOf(event));
    }

    @Test
    @DisplayName("F-02: what who has it at second hand calls off takes place, as long as who makes it says so")
    void who_has_it_from_others_is_not() {
        var park = Listed.concert();
        var others = park.by("jambase");
        var event = told(park);
        told(others);

        told(others.status("cancelled"));

        Api.read(reader, event)
                .body("schedule_status", is("scheduled"))
                .body("sources.find { it.source == 'jambase' }.fields", not(hasItem("schedule_status")));
        assertEquals(0, cancellationsOf(event));
    }

    @Test
    @DisplayName("F-02: who calls it off is believed before who says nothing of it")
    void a_word_is_more_than_silence() {
        var silent = Listed.concert().status(null);
        var others = silent.by("jambase").status("scheduled");
        var event = told(silent);
        told(others);

        told(others.status("cancelled"));

        Api.read(reader, event).body("schedule_status", is("cancelled"));
    }

    @Test
    @DisplayName(
            "R-JOB-4: what one Source lists no more takes place as long as another lists it, and is as that one tells it")
    void another_still_lists_it() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster").titled("Piano in the Square (NY)");
        var event = told(park);
        told(seller);

        vanished(park);

        Api.read(reader, event)
                .body("schedule_status", is("scheduled"))
                .body("title", is("Piano in the Square (NY)"))
                .body("sources[1].fields", hasItem("schedule_status"));
    }

    @Test
    @DisplayName("R-JOB-4: what nobody lists any more is unconfirmed, and called off after a day")
    void nobody_lists_it() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster");
        var event = told(park);
        told(seller);

        vanished(seller);
        vanished(park);
        Api.read(reader, event).body("schedule_status", is("unconfirmed"));
        judge();
        Api.read(reader, event).body("schedule_status", is("unconfirmed"));
        assertEquals(0, cancellationsOf(event));

        goneForHours(25, event);
        judge();
        Api.read(reader, event).body("schedule_status", is("cancelled"));
        assertEquals(1, cancellationsOf(event));
    }

    @Test
    @DisplayName("R-JOB-4: what is listed again takes place")
    void it_is_back() {
        var park = Listed.concert();
        var event = told(park);
        vanished(park);
        Api.read(reader, event).body("schedule_status", is("unconfirmed"));

        told(park);

        Api.read(reader, event).body("schedule_status", is("scheduled"));
    }

    @Test
    @DisplayName("F-02: whom a Source is near goes by how it is read: it is told once more when that is told at last")
    void the_kind_of_a_source_counts() {
        var seller = Listed.concert().by("ticketmaster");
        var house = seller.by("a_house").titled("Piano in the Square (NY)");
        var event = told(seller);
        told(house);
        Api.read(reader, event).body("title", is("Piano in the square"));

        told(house.readAs("ical"));

        Api.read(reader, event).body("title", is("Piano in the Square (NY)"));
    }

    private void judge() {
        judgeAgain.judge().await().atMost(Duration.ofSeconds(60));
    }

    private static void goneForHours(int hours, UUID event) {
        Database.sql(
                "update events.source_listings set last_seen = now() - make_interval(hours => $2) where event_id = $1",
                event,
                hours);
    }

    @Test
    @DisplayName("I-14: who judges again takes what is told by then, though it waited for who took that")
    void what_is_told_meanwhile_is_not_undone() throws Exception {
        var listed = Listed.concert();
        var event = told(listed);
        var day = LocalDate.ofInstant(listed.startsAt(), ZoneId.of("America/New_York"));
        var holder = CompletableFuture.runAsync(() -> Database.sql(
                "select pg_advisory_xact_lock(hashtext('events.matching'), $1), pg_sleep(4)", (int) day.toEpochDay()));
        var judging =
                CompletableFuture.runAsync(() -> judgeAgain.judge().await().atMost(Duration.ofSeconds(60)));
        await().atMost(Duration.ofSeconds(4))
                .until(() -> Database.count("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        > 0);

        Database.sql("update events.events set title = 'Told meanwhile' where id = $1", event);
        Database.sql(
                "update events.source_listings set listing = jsonb_set(listing, '{title}', '\"Told meanwhile\"') where event_id = $1",
                event);
        CompletableFuture.allOf(holder, judging).get(60, TimeUnit.SECONDS);

        Api.read(reader, event).body("title", is("Told meanwhile"));
    }

    private static long cancellationsOf(UUID event) {
        return Told.of(event).stream()
                .filter(EventFact.Cancelled.class::isInstance)
                .count();
    }
}
