package app.godo.servers;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes one word to all three servers, and reads it back. */
final class Store {
    private final Servers servers;

    Store(Servers servers) {
        this.servers = servers;
    }

    void write(String word) throws Exception {
        sql("create table if not exists words (word text)");
        sql("insert into words values ('" + word + "')");
        redis("SET word " + word);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers.kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("users", 0, "word", word)).get();
        }
    }

    List<String> read() throws Exception {
        return List.of(sql("select string_agg(word, ' ' order by word) from words"), redis("GET word"), kafka());
    }

    String setting(String name) throws Exception {
        return sql("show " + name);
    }

    List<String> topics() throws Exception {
        try (var admin = Topics.admin(servers.kafka())) {
            var names = admin.listTopics().names().get();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .map(topic -> topic.name() + "=" + topic.partitions().size())
                    .toList();
        }
    }

    private String sql(String statement) throws Exception {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl("postgres"), "postgres", "");
                var query = connection.createStatement()) {
            if (!query.execute(statement)) {
                return "";
            }
            query.getResultSet().next();
            return query.getResultSet().getString(1);
        }
    }

    String redis(String command) throws IOException {
        var address = URI.create(servers.redis());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var first = reader.readLine();
            return first.startsWith("$") && !first.equals("$-1") ? reader.readLine() : first;
        }
    }

    private String kafka() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers.kafka(), "group.id", UUID.randomUUID() + ""),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition("users", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int attempt = 0; attempt < 40; attempt++) {
                for (var message : consumer.poll(Duration.ofMillis(250))) {
                    return message.value();
                }
            }
            return "nothing";
        }
    }
}
