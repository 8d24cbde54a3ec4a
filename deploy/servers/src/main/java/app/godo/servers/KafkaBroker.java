package app.godo.servers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka 4, broker and controller in this very JVM, sized for a laptop. */
final class KafkaBroker implements Closeable {
    private final KafkaRaftServer broker;

    private KafkaBroker(KafkaRaftServer broker) {
        this.broker = broker;
    }

    static KafkaBroker start(Settings settings) throws Exception {
        var folder = Files.createDirectories(settings.data().resolve("kafka"));
        var configuration = configuration(settings.ports(), folder.resolve("log"));
        var file = folder.resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            configuration.store(out, null);
        }
        if (!Files.exists(folder.resolve("log/meta.properties"))) {
            format(file);
        }
        var broker = new KafkaRaftServer(new KafkaConfig(configuration, false), Time.SYSTEM);
        broker.startup();
        try (var admin = Topics.admin(address(settings.ports()))) {
            Topics.create(admin);
        }
        return new KafkaBroker(broker);
    }

    static String address(Ports ports) {
        return "127.0.0.1:" + ports.kafka();
    }

    private static void format(Path configuration) throws IOException {
        var arguments = new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString()};
        try (var silence = new PrintStream(OutputStream.nullOutputStream())) {
            int code = StorageTool.execute(arguments, silence);
            if (code != 0) {
                throw new IOException("kafka could not format its log folder, code " + code);
            }
        }
    }

    private static Properties configuration(Ports ports, Path log) {
        var listener = "PLAINTEXT://" + address(ports);
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                // a single static voter: its port may change from one start to the next
                "controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController(),
                "listeners", listener + ",CONTROLLER://127.0.0.1:" + ports.kafkaController(),
                "advertised.listeners", listener,
                "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", log.toString(),
                "auto.create.topics.enable", "false"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        properties.putAll(Map.of(
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.segment.bytes", "16777216",
                "log.index.size.max.bytes", "1048576",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2"));
        return properties;
    }

    @Override
    public void close() {
        broker.shutdown();
        broker.awaitShutdown();
    }
}
