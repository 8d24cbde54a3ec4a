package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whatever names something names something that is there. */
class ReferencesTest {

    /** Made by others than us: by whoever runs the cluster, and by cert-manager. */
    private static final Set<String> MADE_ELSEWHERE = Set.of("backups", "api-tls");

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void config_maps_and_accounts_are_there(String overlay) {
        var manifests = Manifests.of(overlay);
        for (var workload : manifests.workloads()) {
            manifests.one(
                    "ServiceAccount", workload.pod().at("serviceAccountName").text());
            for (var container : workload.containers()) {
                for (var from : container.at("envFrom").items()) {
                    manifests.one("ConfigMap", from.at("configMapRef").name());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void secrets_are_made_by_somebody(String overlay) {
        var manifests = Manifests.of(overlay);
        var referred = new TreeSet<String>();
        manifests.resources().forEach(resource -> collectSecrets(resource, referred));

        assertThat(madeFor(manifests)).containsAll(referred);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void what_is_mounted_is_a_volume_of_the_pod(String overlay) {
        for (var workload : Manifests.of(overlay).workloads()) {
            var volumes = new ArrayList<>(names(workload.pod().at("volumes")));
            volumes.addAll(names(workload.at("spec", "volumeClaimTemplates")));
            for (var container : workload.containers()) {
                assertThat(names(container.at("volumeMounts")))
                        .as(workload.name())
                        .hasSameElementsAs(volumes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void selectors_find_the_pods_they_are_meant_for(String overlay) {
        var manifests = Manifests.of(overlay);
        for (var workload : manifests.of(Set.of("Deployment", "StatefulSet"))) {
            assertThat(workload.podLabels().entrySet())
                    .isNotEmpty()
                    .containsAll(workload.at("spec", "selector", "matchLabels")
                            .entries()
                            .entrySet());
        }
        for (var service : manifests.ofKind("Service")) {
            var chosen = manifests.workloads().stream()
                    .filter(workload -> workload.podLabels()
                            .entrySet()
                            .containsAll(
                                    service.at("spec", "selector").entries().entrySet()))
                    .toList();
            assertThat(chosen).as(service.name()).hasSize(1);
            var ports = names(chosen.getFirst().containers().getFirst().at("ports"));
            assertThat(service.at("spec", "ports").items())
                    .allMatch(port -> ports.contains(port.at("targetPort").text()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/ha"})
    void every_address_is_of_a_service_that_is_there(String overlay) {
        var manifests = Manifests.of(overlay);
        var hosts = new TreeSet<>(names(manifests.ofKind("Service")));
        // the names under which the operators serve what they run
        manifests.ofKind("Cluster").forEach(cluster -> hosts.add(cluster.name() + "-rw"));
        manifests.ofKind("Kafka").forEach(kafka -> hosts.add(kafka.name() + "-kafka-bootstrap"));

        assertThat(addresses(manifests)).isNotEmpty().allMatch(host -> hosts.contains(host));
    }

    private static List<String> addresses(Manifests manifests) {
        var settings = Stream.concat(
                manifests.ofKind("ConfigMap").stream().flatMap(map -> map.at("data").entries().values().stream()),
                manifests.workloads().stream()
                        .flatMap(workload -> workload.containers().stream())
                        .flatMap(container -> container.at("env").items().stream())
                        .map(variable -> variable.at("value"))
                        .filter(Node::exists));
        var address = Pattern.compile("(?:^|//)([a-z][a-z-]+):\\d+");
        return settings.flatMap(value -> address.matcher(value.text()).results())
                .map(found -> found.group(1))
                .filter(host -> !host.equals("localhost"))
                .toList();
    }

    private static Set<String> madeFor(Manifests manifests) {
        var made = new TreeSet<>(MADE_ELSEWHERE);
        Reactor.services().forEach(service -> made.add(service + "-redis"));
        Pattern.compile("\\b(?:redis|mail|images|postgres-migrations|[a-z]+-service-(?:database|keys))\\b")
                .matcher(Reactor.text(Reactor.ROOT.resolve("deploy/kubernetes/secrets.sh")))
                .results()
                .forEach(found -> made.add(found.group()));
        for (var kafka : manifests.ofKind("Kafka")) {
            made.add(kafka.name() + "-cluster-ca-cert");
            var prefix = kafka.at("spec", "entityOperator", "userOperator", "secretPrefix")
                    .text();
            manifests.ofKind("KafkaUser").forEach(user -> made.add(prefix + user.name()));
        }
        return made;
    }

    private static void collectSecrets(Node node, Set<String> names) {
        node.entries().forEach((key, inner) -> {
            switch (key) {
                case "secretName" -> names.add(inner.text());
                case "secretKeyRef", "passwordSecret", "accessKeyId", "secretAccessKey" -> names.add(inner.name());
                case "secret", "certificateRefs", "secretTargetRef" -> {
                    if (inner.at("name").exists()) {
                        names.add(inner.name());
                    }
                    names.addAll(names(inner));
                }
                default -> {}
            }
            collectSecrets(inner, names);
        });
        node.items().forEach(item -> collectSecrets(item, names));
    }

    private static List<String> names(Node list) {
        return names(list.items());
    }

    private static List<String> names(List<Node> named) {
        return named.stream().map(Node::name).toList();
    }
}
