package app.godo.wire.deadline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeepingDeadlinesTest {

    private static final String WORK = "/api/v1/work";

    @ParameterizedTest
    @DisplayName("D-04: what nobody waits for any longer is not begun")
    @ValueSource(strings = {"0", "-1", "-600000"})
    void what_comes_too_late_is_not_begun(String left) {
        var before = counts();

        late(left);

        assertEquals(before, counts());
    }

    @Test
    @DisplayName("D-04: work whose time is over is cancelled, and says so like the gateway")
    void work_whose_time_is_over_is_cancelled() {
        var cancelled = cancelled();

        late("200");

        Awaitility.await().until(() -> cancelled() == cancelled + 1);
    }

    @ParameterizedTest
    @DisplayName("D-04: it is an upper bound: nonsense bounds nothing, and nobody is kept waiting by it")
    @ValueSource(strings = {"soon", "", "1e3", "99999999999999999999999999", "600000", "5000", "--1"})
    void what_is_in_time_is_answered(String left) {
        given().header(Deadline.HEADER, left).get(WORK + "/quick").then().statusCode(200);
    }

    private static void late(String left) {
        given().header(Deadline.HEADER, left)
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get(WORK)
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .time(lessThan(4_000L))
                .body("code", is("deadline-exceeded"))
                .body("instance", is("urn:trace:0af7651916cd43dd8448eb211c80319c"));
    }

    private static String counts() {
        return given().get(WORK + "/counts").asString();
    }

    private static int cancelled() {
        return Integer.parseInt(counts().replaceAll(".*, (\\d+) cancelled", "$1"));
    }
}
