package app.godo.notifications.realtime;

import static app.godo.notifications.Facts.countOf;
import static app.godo.notifications.Facts.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.notifications.Impatient;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** Redis restarts, and Redis hangs: what it carries comes late, and nothing else stands still. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class LosingRedisTest {

    @Inject
    Streams streams;

    @Inject
    RedisDataSource redis;

    private final Person me = Person.joined();

    @AfterEach
    void redisGoesOn() {
        redis.execute("CLIENT", "UNPAUSE");
    }

    @Test
    @DisplayName("R-RT-7: the bell rings again after its connection was lost, as often as that happens")
    void the_bell_is_hung_up_again() throws Exception {
        var app = App.of(me.token());

        for (var time = 0; time < 3; time++) {
            bellFalls();
            Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> listeners() == 1);
            var told = Instant.now();
            tell(time);

            app.ids(1);
            assertTrue(
                    Duration.between(told, Instant.now()).toMillis() < 1_000,
                    "by the bell, not by the look in between");
        }
        app.dies();
    }

    @Test
    @DisplayName("R-RT-7: what came while the bell was away arrives as soon as it is back")
    void what_was_missed_is_caught_up() throws Exception {
        var app = App.of(me.token());
        app.say("{\"type\":\"subscribe\",\"topic\":\"notifications\"}");

        for (var time = 0; time < 3; time++) {
            bellFalls();
            tell(time);
            Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> listeners() == 1);
            var back = Instant.now();

            app.ids(1);
            assertTrue(Duration.between(back, Instant.now()).toMillis() < 1_000, "not by the look in between");
        }
        app.dies();
    }

    @Test
    @DisplayName("A Redis that hangs holds nobody up who has read their notifications")
    void reading_does_not_wait_for_redis() {
        request(Person.joined(), me);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> countOf(me.id()) == 1);
        var id = Database.sql("select id from notifications.notifications where user_id = $1", me.id())
                .getFirst()
                .getUUID(0);
        redisHangs();

        var asked = Instant.now();
        RestAssured.given()
                .auth()
                .oauth2(me.token())
                .contentType("application/json")
                .body(Map.of("up_to", id))
                .post("/api/v1/notifications/mark_read")
                .then()
                .statusCode(200);

        assertTrue(Duration.between(asked, Instant.now()).toSeconds() < 9);
    }

    @Test
    @DisplayName("A Redis that hangs stops deliveries for as long as it hangs, and holds no transaction open")
    void deliveries_wait_without_a_transaction_and_go_on() throws Exception {
        var app = App.of(me.token());
        redisHangs();
        request(Person.joined(), me);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> countOf(me.id()) == 1);

        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> idleTransactions() == 0);
        redisGoesOn();

        app.ids(1);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> queued() == 0);
        assertTrue(app.isQuiet(), "once");
        app.dies();
    }

    @Test
    @DisplayName("R-RT-8: two thousand sockets that look at once do not overrun the pool of connections")
    void many_look_at_once() {
        var looks = Stream.generate(
                        () -> streams.end(Ids.next()).onItem().ignore().andContinueWithNull())
                .limit(2_000)
                .map(look -> look.map(done -> "").onFailure().recoverWithItem(Throwable::toString))
                .toList();

        var answers = Uni.join().all(looks).andCollectFailures().await().atMost(Duration.ofSeconds(60));

        assertEquals(List.of(""), answers.stream().distinct().toList());
    }

    private void bellFalls() {
        assertEquals(1, redis.execute("CLIENT", "KILL", "TYPE", "pubsub").toInteger());
    }

    private int listeners() {
        return redis.execute("PUBSUB", "NUMSUB", Streams.BELL).get(1).toInteger();
    }

    /** It keeps its connections and answers no script for a while. */
    private void redisHangs() {
        redis.execute("CLIENT", "PAUSE", "30000", "WRITE");
    }

    private static long idleTransactions() {
        return Database.count("""
                select count(*) from pg_stat_activity
                where usename = 'godo_notifications' and state = 'idle in transaction'
                  and state_change < now() - interval '500 milliseconds'""");
    }

    private long queued() {
        return Database.count(
                "select count(*) from notifications.deliveries where user_id = $1 and state = 'queued'", me.id());
    }

    private void tell(int number) {
        streams.append(me.id(), Frame.notification(Ids.next(), Map.of("number", number)))
                .await()
                .indefinitely();
    }
}
