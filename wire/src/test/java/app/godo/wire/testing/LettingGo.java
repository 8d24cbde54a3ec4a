package app.godo.wire.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jakarta.inject.Inject;

/** What a service that consumes Facts does when it stops; each tests it of itself, by a {@code @QuarkusTest} that extends this. */
public abstract class LettingGo {

    /** As it stops in production; the service is of no use to other tests afterwards. */
    public static class OnItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.messaging.kafka.enable-graceful-shutdown-in-dev-and-test-mode", "true");
        }
    }

    @Inject
    @Connector("smallrye-kafka")
    KafkaConnector connector;

    @Inject
    KafkaClientService clients;

    @Test
    @DisplayName("D-10: the consumers let go of their partitions within two seconds, all of them together")
    void consumers_stop_at_once() {
        var channels = connector.getConsumerChannels();
        assertFalse(channels.isEmpty());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> channels.stream().noneMatch(channel -> clients.getConsumer(channel)
                        .getAssignments()
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .isEmpty()));
        var begun = Instant.now();

        connector.terminate(null);

        var took = Duration.between(begun, Instant.now());
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> channels + " took " + took);
    }
}
