package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.sendBatch;
import static app.godo.swipes.Phone.swipe;
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
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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
