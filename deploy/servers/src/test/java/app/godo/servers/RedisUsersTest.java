package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RedisUsersTest {

    private static final String PERSON = "{01890000-0000-7000-8000-000000000001}";

    /** A key of each kind there is, and who has it. */
    private static final Map<String, String> OWNERS = Map.of(
            "{rate:user:anna}",
            "gateway",
            "{throttle:account:1f}",
            "user-service",
            PERSON + ":taste",
            "recommendation-service",
            PERSON + ":seen",
            "recommendation-service",
            PERSON + ":decks",
            "recommendation-service",
            PERSON + ":realtime",
            "notification-service",
            PERSON + ":realtime:counter",
            "notification-service",
            PERSON + ":told",
            "notification-service");

    private static final Set<String> SERVICES = Set.of(
            "gateway",
            "user-service",
            "event-service",
            "swipe-service",
            "social-service",
            "recommendation-service",
            "ingestion-service",
            "notification-service");

    @TempDir
    static Path folder;

    private static Running running;

    @BeforeAll
    static void start() throws Exception {
        running = Running.start(Running.fast(folder));
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    @Test
    @DisplayName("A-49: a service touches its own keys in Redis and nobody else's")
    void a_service_touches_its_own_keys() throws IOException {
        for (var service : SERVICES) {
            for (var key : OWNERS.entrySet()) {
                var answer = as(service, "SET " + key.getKey() + " x");
                if (key.getValue().equals(service)) {
                    assertThat(answer).as("%s: %s", service, key.getKey()).isEqualTo("+OK");
                } else {
                    assertThat(answer).as("%s: %s", service, key.getKey()).startsWith("-NOPERM");
                    assertThat(as(service, "GET " + key.getKey())).startsWith("-NOPERM");
                    assertThat(as(service, "EVAL return(redis.call(ARGV[1],KEYS[1])) 1 %s get".formatted(key.getKey())))
                            .startsWith("-NOPERM");
                }
            }
            assertThat(as(service, "EXISTS godo:ended-sessions")).isEqualTo(":0");
            assertThat(as(service, "SET other x")).startsWith("-NOPERM");
        }
    }

    @Test
    void nobody_looks_at_all_keys_or_does_what_is_the_operator_s() throws IOException {
        for (var service : SERVICES) {
            for (var command : List.of(
                    "KEYS *",
                    "SCAN 0",
                    "RANDOMKEY",
                    "DBSIZE",
                    "SCRIPT FLUSH",
                    "FLUSHALL",
                    "CONFIG GET dir",
                    "ACL LIST",
                    "MONITOR",
                    "CLIENT LIST",
                    "DEBUG SEGFAULT")) {
                assertThat(as(service, command)).as("%s: %s", service, command).startsWith("-NOPERM");
            }
        }
        assertThat(as("recommendation-service", "INFO memory")).startsWith("$");
        assertThat(as("gateway", "INFO memory")).startsWith("-NOPERM");
    }

    @Test
    void the_bell_is_notification_service_s() throws IOException {
        assertThat(as("notification-service", "PUBLISH godo:realtime x")).isEqualTo(":0");
        assertThat(as("notification-service", "PUBLISH other x")).startsWith("-NOPERM");
        assertThat(as("gateway", "SUBSCRIBE godo:realtime")).startsWith("-NOPERM");
    }

    private static String as(String service, String command) throws IOException {
        return RedisServer.say(URI.create(running.servers().redis()).getPort(), "AUTH " + service + " nopass", command);
    }
}
