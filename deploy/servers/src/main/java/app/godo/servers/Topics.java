package app.godo.servers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/** The topics of the fleet, as {@code topics.properties} lists them; each brings its dead letters' topic along. */
final class Topics {
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

    private Topics() {}

    /** The topics job: makes what is missing in the broker at {@code GODO_KAFKA}. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        var address = System.getenv("GODO_KAFKA");
        if (address == null) {
            System.err.println("Set GODO_KAFKA (host:port).");
            System.exit(2);
        }
        try (var admin = admin(address)) {
            create(admin);
        }
    }

    /** Every topic of the fleet, dead letters included. */
    static List<NewTopic> all() {
        var listed = new Properties();
        try (var in = Topics.class.getResourceAsStream("topics.properties")) {
            listed.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var topics = new ArrayList<NewTopic>();
        for (var name : listed.stringPropertyNames()) {
            var shape = listed.getProperty(name).split(",", -1);
            topics.add(topic(name, Integer.parseInt(shape[0].strip()), Duration.parse(shape[1].strip())));
            topics.add(topic(name + ".dlq", 1, DEAD_LETTERS_KEPT));
        }
        return topics;
    }

    /** A connection to the broker for changing topics and groups. */
    static Admin admin(String address) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address));
    }

    /** Makes the topics that do not exist, and waits until every partition takes messages. */
    static void create(Admin admin) throws ExecutionException, InterruptedException {
        var topics = all();
        await(admin.createTopics(topics).values().values(), TopicExistsException.class);
        var partitions = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.earliest());
            }
        }
        awaitLeaders(admin, partitions);
    }

    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                admin.listOffsets(partitions).all().get(); // a question that only leaders answer
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || attempt == 100) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Empties the broker: groups and topics go, the topics come back with nothing in them. */
    static void recreate(Admin admin) throws ExecutionException, InterruptedException {
        deleteGroups(admin);
        var present = admin.listTopics().names().get();
        await(admin.deleteTopics(present).topicNameValues().values(), UnknownTopicOrPartitionException.class);
        create(admin);
    }

    private static void deleteGroups(Admin admin) throws ExecutionException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            var groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .toList();
            try {
                await(admin.deleteConsumerGroups(groups).deletedGroups().values(), GroupIdNotFoundException.class);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupNotEmptyException) || attempt == 100) {
                    throw e;
                }
                Thread.sleep(100); // a member that was killed or is still leaving
                if (attempt % 10 == 9) {
                    expelMembers(admin, groups);
                }
            }
        }
    }

    private static void expelMembers(Admin admin, Collection<String> groups)
            throws ExecutionException, InterruptedException {
        var everybody = new RemoveMembersFromConsumerGroupOptions();
        for (var group : groups) {
            await(
                    List.of(admin.removeMembersFromConsumerGroup(group, everybody)
                            .all()),
                    GroupIdNotFoundException.class);
        }
    }

    private static void await(Collection<KafkaFuture<Void>> changes, Class<? extends Exception> harmless)
            throws ExecutionException, InterruptedException {
        for (var change : changes) {
            try {
                change.get();
            } catch (ExecutionException e) {
                if (!harmless.isInstance(e.getCause())) {
                    throw e;
                }
            }
        }
    }

    private static NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, partitions, (short) 1)
                .configs(Map.of("retention.ms", Long.toString(retention.toMillis())));
    }
}
