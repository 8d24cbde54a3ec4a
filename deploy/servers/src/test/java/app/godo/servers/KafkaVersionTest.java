package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class KafkaVersionTest {
    /** The root pom pins the one; the Quarkus BOM brings the other. */
    @Test
    void the_broker_is_of_the_version_of_the_clients() {
        assertThat(jarOf(KafkaRaftServer.class).replace("kafka_2.13-", ""))
                .isEqualTo(jarOf(KafkaProducer.class).replace("kafka-clients-", ""))
                .matches("\\d+\\.\\d+\\.\\d+\\.jar");
    }

    private static String jarOf(Class<?> type) {
        var jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Path.of(jar).getFileName().toString();
    }
}
