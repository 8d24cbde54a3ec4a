package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the operators of {@code overlays/ha} are asked for. */
class HighAvailabilityTest {

    private static final Manifests HA = Manifests.of("overlays/ha");
    private static final Map<String, Integer> PARTITIONS = new TreeMap<>();
    private static final Map<String, Duration> KEPT = new HashMap<>();

    static {
        var listed = Reactor.properties(
                Reactor.ROOT.resolve("deploy/servers/src/main/resources/app/godo/servers/topics.properties"));
        for (var topic : listed.stringPropertyNames()) {
            var shape = listed.getProperty(topic).split(",");
            PARTITIONS.put(topic, Integer.parseInt(shape[0]));
            KEPT.put(topic, Duration.parse(shape[1]));
            PARTITIONS.put(topic + ".dlq", 1);
            KEPT.put(topic + ".dlq", Duration.ofDays(30));
        }
    }

    @Test
    void topics_are_those_of_the_tests_and_of_godo_up_with_three_copies() {
        var topics = HA.ofKind("KafkaTopic").stream().collect(Collectors.toMap(Node::name, topic -> topic.at("spec")));

        assertThat(topics).containsOnlyKeys(PARTITIONS.keySet()).allSatisfy((name, topic) -> {
            assertThat(topic.at("partitions").number()).isEqualTo(PARTITIONS.get(name));
            assertThat(topic.at("replicas").number()).isEqualTo(3);
            assertThat(topic.at("config", "retention.ms").text())
                    .isEqualTo(Long.toString(KEPT.get(name).toMillis()));
            assertThat(topic.at("config", "min.insync.replicas").number()).isEqualTo(2);
        });
    }

    @Test
    void a_write_survives_the_loss_of_any_one_broker() {
        var config = HA.one("Kafka", "kafka").at("spec", "kafka", "config");

        assertThat(HA.one("KafkaNodePool", "brokers").at("spec", "replicas").number())
                .isGreaterThanOrEqualTo(3);
        assertThat(config.at("default.replication.factor").number()).isEqualTo(3);
        assertThat(config.at("min.insync.replicas").number()).isEqualTo(2);
        assertThat(config.at("auto.create.topics.enable").value()).isEqualTo(false);
    }

    @Test
    void a_service_hears_the_topics_it_listens_to_and_no_others() {
        for (var service : Reactor.services()) {
            var heard = new TreeSet<String>();
            var buried = new TreeSet<String>();
            for (var topic : listenedTo(service)) {
                heard.add(topic);
                buried.add(topic + ".dlq");
            }

            assertThat(topics(service, "Read")).as(service).isEqualTo(heard);
            assertThat(topics(service, "Write")).as(service).containsAll(buried);
            assertThat(PARTITIONS.keySet()).containsAll(topics(service, "Write"));
            assertThat(acls(service, "group", "Read"))
                    .hasSize(heard.isEmpty() ? 0 : 1)
                    .allMatch(service::equals);
        }
    }

    @Test
    void a_topic_is_written_by_one_service() {
        var writers = new TreeMap<String, Set<String>>();
        for (var service : Reactor.services()) {
            topics(service, "Write").stream()
                    .filter(topic -> !topic.endsWith(".dlq"))
                    .forEach(topic -> writers.computeIfAbsent(topic, any -> new TreeSet<>())
                            .add(service));
        }

        assertThat(writers)
                .containsOnlyKeys("swipes", "attendance", "events-ingested", "events", "users", "social")
                .allSatisfy((topic, services) -> assertThat(services).hasSize(1));
    }

    @Test
    void each_service_shows_its_own_certificate() {
        for (var service : Reactor.services()) {
            assertThat(HA.one("Deployment", service).pod().at("volumes").items())
                    .filteredOn(volume -> volume.name().equals("kafka-user"))
                    .singleElement()
                    .satisfies(volume ->
                            assertThat(volume.at("secret", "secretName").text()).isEqualTo("kafka-" + service));
        }
    }

    @Test
    void there_are_never_more_consumers_than_partitions() {
        for (var scaled : HA.ofKind("ScaledObject")) {
            for (var trigger : scaled.at("spec", "triggers").items()) {
                if (trigger.at("type").text().equals("kafka")) {
                    var topic = trigger.at("metadata", "topic").text();
                    assertThat(listenedTo(scaled.name())).contains(topic);
                    assertThat(trigger.at("metadata", "consumerGroup").text()).isEqualTo(scaled.name());
                    assertThat(scaled.at("spec", "maxReplicaCount").number()).isBetween(2, PARTITIONS.get(topic));
                }
            }
        }
    }

    @Test
    void postgres_has_two_spares_and_a_copy_elsewhere_every_night() {
        var cluster = HA.one("Cluster", "postgres").at("spec");
        var backup = HA.one("ScheduledBackup", "nightly").at("spec");

        assertThat(cluster.at("instances").number()).isEqualTo(3);
        assertThat(cluster.at("enableSuperuserAccess").value()).isEqualTo(false);
        assertThat(backup.at("cluster").name()).isEqualTo("postgres");
        var store = HA.one(
                        "ObjectStore",
                        cluster.at("plugins")
                                .items()
                                .getFirst()
                                .at("parameters", "barmanObjectName")
                                .text())
                .at("spec", "configuration");
        for (var kept : List.of("data", "wal")) {
            assertThat(store.at(kept, "encryption").text()).as("C-09: %s", kept).isEqualTo("AES256");
        }
    }

    @Test
    void the_world_comes_in_by_tls_to_public_paths_only() {
        var route = HA.one("HTTPRoute", "api").at("spec");
        var paths = route.at("rules").items().stream()
                .flatMap(rule -> rule.at("matches").items().stream())
                .map(match -> match.at("path", "value").text());

        assertThat(paths).containsExactlyInAnyOrder("/api/v1", "/api/v1/realtime", "/images", "/.well-known/jwks.json");
        assertThat(route.at("parentRefs").items())
                .singleElement()
                .satisfies(parent -> assertThat(parent.at("sectionName").text()).isEqualTo("https"));
        assertThat(route.at("rules").items())
                .allMatch(rule -> rule.at("timeouts", "request").exists())
                .allMatch(rule -> rule.at("backendRefs").items().stream()
                        .allMatch(to -> to.name().equals("gateway")));
    }

    @Test
    void who_comes_by_a_proxy_has_an_address_of_their_own() {
        var trusted = HA.one("Deployment", "gateway").containers().getFirst().at("env").items().stream()
                .filter(variable -> variable.name().equals("GODO_ENTRANCE_TRUSTED_PROXIES"))
                .map(variable -> variable.at("value").text());

        assertThat(trusted).singleElement().isEqualTo("10.0.0.0/8");
    }

    @Test
    void it_is_the_gateway_that_gives_up_first() {
        var table = Reactor.properties(
                Reactor.ROOT.resolve("gateway/src/main/resources/META-INF/microprofile-config.properties"));
        var longest = table.stringPropertyNames().stream()
                .filter(name -> name.matches("godo\\.routes\\..*\\.timeout"))
                .mapToInt(name -> Integer.parseInt(table.getProperty(name).replace("s", "")))
                .max()
                .orElseThrow();

        assertThat(HA.one("HTTPRoute", "api").at("spec", "rules").items())
                .map(rule ->
                        Integer.parseInt(rule.at("timeouts", "request").text().replace("s", "")))
                .allMatch(seconds -> seconds == 0 || seconds > longest);
    }

    private static Set<String> listenedTo(String service) {
        return Reactor.properties(Reactor.ROOT.resolve(service + "/src/main/resources/application.properties"))
                .stringPropertyNames()
                .stream()
                .filter(name -> name.startsWith("mp.messaging.incoming."))
                .map(name -> name.split("\\.")[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> topics(String service, String operation) {
        return acls(service, "topic", operation);
    }

    private static Set<String> acls(String service, String type, String operation) {
        return HA.one("KafkaUser", service).at("spec", "authorization", "acls").items().stream()
                .filter(acl -> acl.at("resource", "type").text().equals(type))
                .filter(acl -> acl.at("operations").texts().contains(operation))
                .map(acl -> acl.at("resource").name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
