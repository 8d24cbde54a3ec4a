package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the other journeys made the services say. */
@Order(11)
class QuietLogsTest {

    private static final Pattern UNWANTED = Pattern.compile(
            "Thread .* has been blocked|nrecognized configuration|Build time property cannot be changed at runtime"
                    + "|^\\s+at [a-z].*\\(.*\\)$|^Caused by: | ERROR \\[a\\.g\\.|NOPERM|The user executing the script");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-26T18:00:00.000Z WARN  [i.v.core] Thread Thread[vert.x-eventloop-thread-0] has been blocked for 2100 ms",
                "2026-11-26T18:00:00.000Z WARN  [i.q.config] Unrecognized configuration key \"quarkus.http.prot\" was provided",
                "2026-11-26T18:00:00.000Z ERROR [a.g.w.problem] unexpected failure of GET /api/v1/events/feed",
                "java.lang.IllegalStateException: no\n\tat app.godo.reco.feed.Dealer.deal(Dealer.java:40)",
                "Caused by: java.io.IOException: Broken pipe",
                "2026-11-26T18:00:00.000Z WARN  [a.g.g.l.RateLimiter] rate limits: Redis is away: NOPERM this user has no permissions",
            })
    void a_complaint_is_recognised(String said) {
        assertTrue(said.lines().anyMatch(line -> UNWANTED.matcher(line).find()));
    }

    @Test
    @DisplayName("D-12: no service logs a blocked event loop, an unknown setting or a stack trace")
    void the_services_have_nothing_to_complain_of() throws IOException {
        var complaints = new ArrayList<String>();
        for (var service : GodoService.values()) {
            var said = Files.readAllLines(City.fleet().logs(service));
            assertTrue(
                    said.stream().anyMatch(line -> line.contains("started in")),
                    service.module() + " says that it started, so this is its log");
            said.stream()
                    .filter(line -> UNWANTED.matcher(line).find())
                    .map(line -> service.module() + ": " + line)
                    .forEach(complaints::add);
        }

        assertEquals(List.of(), complaints);
    }
}
