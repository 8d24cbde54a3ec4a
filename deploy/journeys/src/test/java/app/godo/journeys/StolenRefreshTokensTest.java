package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@Order(4)
class StolenRefreshTokensTest {

    /** Beyond the grace in which a lost answer may be asked for again. */
    private static final Duration PAST_THE_GRACE = Duration.ofSeconds(5);

    private final App app = App.of(City.fleet().url(), "Rita Rotating");

    @Test
    @DisplayName("A-02: 20 parallel refreshes of one token give one new token")
    void parallel_refreshes_do_not_fork() throws Exception {
        var token = app.refreshToken();
        var children = new HashSet<String>();

        try (var devices = Executors.newFixedThreadPool(20)) {
            var answers = devices.invokeAll(IntStream.range(0, 20)
                    .<Callable<App.Answer>>mapToObj(
                            i -> () -> app.post("/auth/refresh", App.object().put("refresh_token", token)))
                    .toList());
            for (var answer : answers) {
                children.add(answer.get().expect(200).at("/refresh_token").asText());
            }
        }

        assertEquals(1, children.size());
    }

    @Test
    @DisplayName("A-03: an answer that was lost is given again")
    void a_lost_answer_is_given_again() {
        var parent = app.refreshToken();
        app.refresh(parent);
        var child = app.refreshToken();

        app.refresh(parent).expect(200);

        assertEquals(child, app.refreshToken());
    }

    @Test
    @DisplayName("A-04: an old token that comes back ends the family although the answer is 401")
    void reuse_ends_the_family() throws Exception {
        var stolen = app.refreshToken();
        app.refresh(stolen).expect(200);
        app.refresh(app.refreshToken()).expect(200);
        var current = app.refreshToken();
        assertNotEquals(stolen, current);
        app.get("/users/profile").expect(200);
        Thread.sleep(PAST_THE_GRACE);

        app.refresh(stolen).expectProblem(401, "refresh-token-reused");

        app.refresh(current).expect(401);
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> app.get("/users/profile")
                .expectProblem(401, "unauthenticated"));
        app.signIn();
        app.get("/users/profile").expect(200);
    }
}
