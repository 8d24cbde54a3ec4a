package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may speak to whom: what the policies allow is this list, no less and no more. */
class NetworkTest {

    private static final String EDGES = """
            world                  > gateway:8080
            godo-admins            > gateway:8088
            gateway                > user-service:8081 event-service:8082 swipe-service:8083 social-service:8084
            gateway                > recommendation-service:8085 ingestion-service:8086 notification-service:8087
            gateway                > kafka:9092 redis:6379
            user-service           > postgres:5432 kafka:9092 redis:6379 world:587 world:443
            event-service          > postgres:5432 kafka:9092 redis:6379 user-service:8081 world:443
            swipe-service          > postgres:5432 kafka:9092 redis:6379 user-service:8081
            social-service         > postgres:5432 kafka:9092 redis:6379 user-service:8081
            recommendation-service > postgres:5432 kafka:9092 redis:6379 user-service:8081
            ingestion-service      > postgres:5432 kafka:9092 redis:6379 user-service:8081 world:443
            notification-service   > postgres:5432 kafka:9092 redis:6379 user-service:8081
            migrations             > postgres:5432
            """;

    private static final String TOPICS_JOB = "topics > kafka:9092\n";

    @Test
    void on_one_node_the_edges_are_those_declared() {
        var policies = new Policies(Manifests.of("overlays/small"));
        var declared = edges(EDGES + TOPICS_JOB);

        assertThat(policies.egress())
                .filteredOn(edge -> !edge.contains("> kube-system:"))
                .containsExactlyInAnyOrderElementsOf(
                        declared.stream().filter(NetworkTest::isOurs).toList());
        assertThat(policies.ingress())
                .containsExactlyInAnyOrderElementsOf(declared.stream()
                        .filter(edge -> !edge.contains("> world"))
                        .toList());
    }

    @Test
    void with_operators_the_services_edges_are_the_same_and_few_others_come_in() {
        var policies = new Policies(Manifests.of("overlays/ha"));
        var services = Set.copyOf(Reactor.services());

        assertThat(policies.egress())
                .filteredOn(edge -> !edge.contains("> kube-system:"))
                .filteredOn(edge -> services.contains(edge.split(" > ")[0]) || edge.startsWith("migrations"))
                .containsExactlyInAnyOrderElementsOf(
                        edges(EDGES).stream().filter(NetworkTest::isOurs).toList());
        assertThat(policies.ingress().stream().map(edge -> edge.split(" > ")[0]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                services.stream(),
                                Stream.of(
                                        "world",
                                        "godo-admins",
                                        "migrations",
                                        "kafka",
                                        "postgres",
                                        "entity-operator",
                                        "keda",
                                        "monitoring",
                                        "strimzi",
                                        "cnpg-system"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    @DisplayName("A-37: administration has a Service of its own, which nothing shows to the world")
    void administrators_come_in_by_a_service_of_their_own(String overlay) {
        var manifests = Manifests.of(overlay);
        var admins = manifests.one("Service", "gateway-admins").at("spec");
        var port = manifests
                .one("ConfigMap", "gateway")
                .at("data", "GODO_ENTRANCE_ADMIN_PORT")
                .text();

        // of no type, which is ClusterIP
        assertThat(admins.keys()).containsExactlyInAnyOrder("selector", "ports");
        assertThat(admins.at("ports").items()).singleElement().satisfies(open -> {
            assertThat(open.at("port").text()).isEqualTo(port);
            assertThat(open.at("targetPort").text()).isEqualTo("admins");
        });
        assertThat(new Policies(manifests).ingress())
                .filteredOn(edge -> edge.matches(".* > gateway:(?:%s|any)".formatted(port)))
                .containsExactly("godo-admins > gateway:" + port);
        assertThat(manifests.of(Set.of("HTTPRoute", "Ingress")).stream()
                        .flatMap(route -> route.at("spec", "rules").items().stream())
                        .flatMap(rule -> rule.at("backendRefs").items().stream()))
                .allMatch(to ->
                        to.name().equals("gateway") && !to.at("port").text().equals(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void nobody_speaks_to_anybody_unless_it_is_allowed(String overlay) {
        var nobody = Manifests.of(overlay).one("NetworkPolicy", "nobody").at("spec");

        assertThat(nobody.at("podSelector").entries()).isEmpty();
        assertThat(nobody.at("policyTypes").texts()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(nobody.keys()).containsExactlyInAnyOrder("podSelector", "policyTypes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/small", "overlays/ha"})
    void everybody_may_ask_for_names(String overlay) {
        var manifests = Manifests.of(overlay);

        assertThat(new Policies(manifests).egress())
                .containsAll(manifests.workloads().stream()
                        .map(workload -> workload.name() + " > kube-system:53")
                        .toList());
    }

    /** Whether it begins in our namespace: what others send is not ours to allow. */
    private static boolean isOurs(String edge) {
        return !edge.startsWith("world") && !edge.startsWith("godo-admins");
    }

    private static Set<String> edges(String declared) {
        var edges = new TreeSet<String>();
        declared.lines().forEach(line -> {
            var ends = line.split(">");
            Stream.of(ends[1].strip().split(" ")).forEach(to -> edges.add(ends[0].strip() + " > " + to));
        });
        return edges;
    }
}
