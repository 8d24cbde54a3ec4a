package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.sendBatch;
import static app.godo.swipes.Phone.swipe;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.swipes.Happening;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SwipingOutOfOrderTest {

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));
    private final Instant now = Instant.now();

    @Test
    void the_later_swipe_holds_even_when_it_comes_first() {
        send(anna, swipe(concert, "right", now.minusSeconds(60))).statusCode(201);

        send(anna, swipe(concert, "left", now.minusSeconds(3600))).statusCode(201);

        assertEquals("right", held());
        var earlier = now.minusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
        Topic.await(
                Topics.SWIPES,
                SwipeFact.Recorded.class,
                fact -> fact.userId().equals(anna.id()) && fact.swipedAt().equals(earlier));
    }

    @Test
    void a_later_swipe_that_comes_later_holds() {
        send(anna, swipe(concert, "right", now.minusSeconds(60))).statusCode(201);

        send(anna, swipe(concert, "down", now.minusSeconds(30))).statusCode(201);

        assertEquals("down", held());
    }

    @Test
    void of_many_swipes_in_one_batch_the_latest_holds() {
        sendBatch(
                        anna,
                        List.of(
                                swipe(concert, "left", now.minusSeconds(20)),
                                swipe(concert, "down", now.minusSeconds(10)),
                                swipe(concert, "up", now.minusSeconds(30))))
                .body("results.status", is(List.of("recorded", "recorded", "recorded")));

        assertEquals("down", held());
    }

    @Test
    void of_swipes_at_the_same_moment_the_last_one_sent_holds() {
        sendBatch(anna, List.of(swipe(concert, "left", now), swipe(concert, "up", now), swipe(concert, "right", now)));
        assertEquals("right", held());

        send(anna, swipe(concert, "left", now)).statusCode(201);

        assertEquals("left", held());
    }

    @Test
    @DisplayName("I-14: a Fact is appended after its row was locked, so that Facts lie in the order of the locks")
    void who_waits_for_a_row_appends_after_who_does_not() {
        send(anna, swipe(concert, "up", now.minusSeconds(9))).statusCode(201);
        var before = Database.count("select coalesce(max(id), 0) from swipes.outbox");
        CompletableFuture.runAsync(() -> Database.sql("""
                with locked as materialized (
                    select user_id from swipes.current_swipes where user_id = $1 for update)
                select pg_sleep(3) from locked""", anna.id()));
        await().until(() -> Database.count("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == 1);

        var waiting = CompletableFuture.supplyAsync(
                () -> send(anna, swipe(concert, "down", now)).extract().statusCode());
        await().until(() -> Database.count("""
                select count(*) from pg_stat_activity where usename = 'godo_swipes' and wait_event_type = 'Lock'""") == 1);
        var ben = Person.joined();
        send(ben, swipe(concert, "right")).statusCode(201);

        assertEquals(201, waiting.join());
        assertEquals(
                List.of(ben.id().toString(), anna.id().toString()),
                Database.sql("select key from swipes.outbox where id > $1 order by id", before).stream()
                        .map(row -> row.getString(0))
                        .toList());
    }

    @Test
    @DisplayName("I-03: of two swipes at the same moment the one with the greater id holds, whichever is written last")
    void of_swipes_at_the_same_moment_the_greater_id_holds() {
        send(anna, swipe(concert, "right", now)).statusCode(201);
        var greatest = UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff");
        Database.sql(
                "update swipes.current_swipes set swipe_id = $1 where user_id = $2 and event_id = $3",
                greatest,
                anna.id(),
                concert.id());

        send(anna, swipe(concert, "left", now)).statusCode(201);

        assertEquals("right", held());
    }

    @Test
    void a_clock_that_is_far_ahead_is_not_believed() {
        var answered = send(anna, swipe(concert, "right", now.plus(Duration.ofHours(2))))
                .statusCode(201)
                .extract()
                .<String>path("swiped_at");

        var off = Duration.between(now, Instant.parse(answered)).abs();
        assertTrue(off.compareTo(Duration.ofSeconds(30)) < 0, answered);
    }

    @Test
    void a_clock_that_is_a_little_ahead_is_believed() {
        var ahead = now.plus(Duration.ofMinutes(4)).truncatedTo(ChronoUnit.MILLIS);

        var answered = send(anna, swipe(concert, "right", ahead))
                .statusCode(201)
                .extract()
                .<String>path("swiped_at");

        assertEquals(ahead, Instant.parse(answered));
    }

    @Test
    void a_swipe_of_more_than_thirty_days_ago_is_refused() {
        send(anna, swipe(concert, "right", now.minus(Duration.ofDays(31))))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", is("swiped-at-too-old"))
                .body("errors[0].pointer", is("/swiped_at"));
        send(anna, swipe(concert, "up", now.minus(Duration.ofDays(29)))).statusCode(201);

        assertEquals("up", held());
    }

    private String held() {
        return Database.sql(
                        "select direction from swipes.current_swipes where user_id = $1 and event_id = $2",
                        anna.id(),
                        concert.id())
                .getFirst()
                .getString(0);
    }
}
