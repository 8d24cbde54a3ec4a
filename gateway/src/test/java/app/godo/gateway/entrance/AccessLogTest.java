package app.godo.gateway.entrance;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.from;
import static app.godo.gateway.TheGateway.raw;
import static app.godo.gateway.TheGateway.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.gateway.EchoServices;
import app.godo.wire.problem.LoggedPath;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class AccessLogTest {

    private static final Logger LOG = Logger.getLogger(AccessLog.CATEGORY);

    @Inject
    MeterRegistry meters;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler ears = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.INFO);
        LOG.addHandler(ears);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(ears);
        LOG.setLevel(null);
    }

    @Test
    @DisplayName("A-44: who is not let in leaves one line, and why")
    void a_refused_token_leaves_a_line() {
        var request = with("not-a-token")
                .header("User-Agent", "curl/8")
                .get("/api/v1/users/profile?x=1")
                .header("X-Request-Id");

        var line = onlyLine();
        assertTrue(
                line.startsWith("status=401 reason=unauthenticated method=GET route=users path=/api/v1/users/profile "
                        + "address=127.0.0.1 user=none session=none request=" + request + " trace="),
                line);
        assertTrue(line.endsWith("agent=\"curl/8\""), line);
        assertFalse(line.contains("not-a-token") || line.contains("x=1"), line);
    }

    @Test
    @DisplayName("A-44: a service's no is logged with who was told it")
    void the_no_of_a_service_leaves_a_line() {
        var user = Ids.next();
        var session = UUID.randomUUID();

        with(Tokens.of(user, session, claims -> {})).get("/api/v1/users/status?code=403");

        var line = onlyLine();
        assertTrue(line.startsWith("status=403 reason=service method=GET route=users "), line);
        assertTrue(line.contains(" user=%s session=%s ".formatted(user, session)), line);
    }

    @Test
    @DisplayName("A-44: too many requests are logged as such")
    void too_many_leave_a_line() {
        var token = Tokens.of(Ids.next());
        for (var i = 0; i < 101; i++) {
            with(token).get("/api/v1/users/profile");
        }

        assertTrue(onlyLine().startsWith("status=429 reason=rate-limited method=GET route=users "));
    }

    @Test
    @DisplayName("A-44: who floods the log blinds nobody to others, and it is said how many lines are missing")
    void a_flood_of_one_hides_nobody_else() {
        var before = leftOut();
        for (var i = 0; i < 30; i++) {
            from("127.0.9.7", "GET", "/api/v1/users/profile");
        }
        with("not-a-token").get("/api/v1/users/profile");

        Awaitility.await()
                .until(() -> lines.stream().anyMatch(line -> line.contains(" address=127.0.0.1 "))
                        && lines.stream().anyMatch(line -> line.startsWith("unsaid=")));
        var said = lines.stream()
                .filter(line -> line.contains(" address=127.0.9.7 "))
                .count();
        assertEquals(30, said + unsaid(), lines.toString());
        assertTrue(unsaid() > 0);
        assertEquals(unsaid(), leftOut() - before, "who watches sees as many");
        assertTrue(lines.stream().anyMatch(line -> line.matches("unsaid=\\d+ most=127\\.0\\.9\\.7")), lines.toString());
    }

    @Test
    @DisplayName("A-44: who looks for what is not there leaves a line")
    void what_is_not_there_leaves_a_line() {
        anyone().get("/wp-admin/setup.php");

        assertTrue(onlyLine().startsWith("status=404 reason=not-found method=GET route=none path=/wp-admin/* "));
    }

    @Test
    void what_went_well_is_not_logged() {
        with(Tokens.of(Ids.next())).get("/api/v1/users/profile");
        with(Tokens.of(Ids.next())).get("/api/v1/users/status?code=404");
        with("not-a-token").get("/api/v1/users/profile");

        assertTrue(onlyLine().startsWith("status=401 "));
    }

    @Test
    @DisplayName("A-43: who looks at everything sees no secret either")
    void no_line_holds_a_secret() {
        LOG.setLevel(Level.FINE);
        var token = Tokens.of(Ids.next());

        with(token).get("/api/v1/calendar/aVerySecretTokenOfFortyThreeLettersInAll0123.ics?key=secret");
        with(token).get("/api/v1/users/profile?phone=%2B12125550100&email=a@example.org");
        anyone().get("/api/v1/auth/verify/s3cr3tlink");

        Awaitility.await().until(() -> lines.size() == 3);
        var all = String.join("\n", lines).toLowerCase();
        assertTrue(all.contains("path=/api/v1/calendar/* "), all);
        assertTrue(all.contains("path=/api/v1/auth/verify/* "), all);
        for (var secret : List.of("verysecret", "key", "2125550100", "example.org", "s3cr3t", token.toLowerCase())) {
            assertFalse(all.contains(secret), secret);
        }
    }

    @Test
    @DisplayName("A-44: nobody forges a line, nor a field of one")
    void a_user_agent_forges_nothing() {
        raw(
                "GET /api/v1/users/profile HTTP/1.1\r\nHost: godo\r\nConnection: close\r\nUser-Agent: a\" status=200 \u0085\u00e9\\\r\n\r\n");

        var line = onlyLine();
        assertTrue(line.endsWith(" agent=\"a? status=200 ???\""), line);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/events/0198a7e2-1111-7222-8333-444455556666/attendance, "
                + "/api/v1/events/0198a7e2-1111-7222-8333-444455556666/attendance",
        "/api/v1/users/friends/search, /api/v1/users/friends/search",
        "/api/v1/users/AnnaSmith, /api/v1/users/*",
        "/api/v1/users/+12125550100, /api/v1/users/*",
        "/api/v1/groups/, /api/v1/groups/",
        "/api/v1/calendar/abcdefghijklmnopqrstuvwxyzabcdef, /api/v1/calendar/*",
    })
    void of_a_path_words_and_ids_are_written(String path, String written) {
        assertEquals(written, LoggedPath.of(path));
    }

    @Test
    void an_agent_of_many_lines_becomes_one_short_one() {
        assertEquals("a??status=200", AccessLog.printable("a\r\nstatus=200"));
        assertEquals(100, AccessLog.printable("x".repeat(5_000)).length());
    }

    private double leftOut() {
        return meters.counter("godo.gateway.log.unsaid").count();
    }

    private int unsaid() {
        return lines.stream()
                .filter(line -> line.startsWith("unsaid="))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("unsaid=(\\d+) .*", "$1")))
                .sum();
    }

    private String onlyLine() {
        Awaitility.await().until(() -> !lines.isEmpty());
        assertEquals(1, lines.size(), lines.toString());
        return lines.getFirst();
    }
}
