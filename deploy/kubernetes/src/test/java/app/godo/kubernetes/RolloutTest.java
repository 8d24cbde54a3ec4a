package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A service can be replaced, moved and restarted without a request being lost, and has the room it needs. */
class RolloutTest {

    private static final Manifests BASE = Manifests.of("base");

    /** The node of {@code overlays/small}, less what the system keeps for itself. */
    private static final long SMALL_NODE_MEBIBYTES = 8 * 1024 - 1024;

    @Test
    void what_answers_requests_has_two_replicas_and_keeps_one_when_nodes_are_emptied() {
        for (var service : Reactor.services()) {
            var replicas =
                    BASE.one("Deployment", service).at("spec", "replicas").number();
            if (service.equals("ingestion-service")) {
                assertThat(replicas).isEqualTo(1);
            } else {
                var budget = BASE.one("PodDisruptionBudget", service).at("spec");
                assertThat(replicas).isGreaterThanOrEqualTo(2);
                assertThat(budget.at("minAvailable").number()).isBetween(1, replicas - 1);
                assertThat(budget.at("selector", "matchLabels").entries())
                        .isEqualTo(Map.of("app.kubernetes.io/name", new Node(service)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void everything_says_how_much_room_it_takes(String overlay) {
        for (var workload : Manifests.of(overlay).workloads()) {
            for (var container : workload.containers()) {
                var resources = container.at("resources");
                assertThat(resources.at("requests", "cpu").exists())
                        .as(workload.name())
                        .isTrue();
                assertThat(mebibytes(resources.at("requests", "memory")))
                        .as(workload.name())
                        .isPositive()
                        .isLessThanOrEqualTo(mebibytes(resources.at("limits", "memory")));
            }
        }
    }

    @Test
    void the_small_overlay_fits_its_node_even_when_everything_takes_all_it_may() {
        var small = Manifests.of("overlays/small");

        var most = small.of(Set.of("Deployment", "StatefulSet")).stream()
                .peek(workload ->
                        assertThat(workload.at("spec", "replicas").number()).isEqualTo(1))
                .flatMap(workload -> workload.containers().stream())
                .mapToLong(container -> mebibytes(container.at("resources", "limits", "memory")))
                .sum();

        assertThat(most).isLessThan(SMALL_NODE_MEBIBYTES);
    }

    @Test
    void heaps_leave_room_for_what_is_not_heap() {
        var dockerfile = Reactor.text(Reactor.ROOT.resolve("deploy/containers/Dockerfile"));
        var share = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(dockerfile);

        assertThat(share.find()).isTrue();
        assertThat(Integer.parseInt(share.group(1))).isLessThanOrEqualTo(75);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void services_are_asked_whether_they_have_started_live_and_are_ready(String overlay) {
        for (var deployment : Manifests.of(overlay).ofKind("Deployment")) {
            var container = deployment.containers().getFirst();
            var ports = container.at("ports").items().stream().map(Node::name).toList();
            for (var probe : Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
                    .entrySet()) {
                var question = container.at(probe.getKey(), "httpGet");
                assertThat(question.at("path").text()).isEqualTo("/q/health/" + probe.getValue());
                assertThat(question.at("port").text()).isIn(ports);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void replicas_are_replaced_one_at_a_time_and_finish_what_they_have_begun(String overlay) {
        for (var deployment : Manifests.of(overlay).ofKind("Deployment")) {
            var update = deployment.at("spec", "strategy", "rollingUpdate");
            assertThat(update.at("maxUnavailable").number()).isZero();
            assertThat(update.at("maxSurge").number()).isEqualTo(1);

            var pause = seconds(setting("fleet", "QUARKUS_SHUTDOWN_DELAY"));
            assertThat(Reactor.property(deployment.name(), "quarkus.shutdown.delay-enabled"))
                    .isEqualTo("true");
            var shutdown = seconds(Reactor.property(deployment.name(), "quarkus.shutdown.timeout"));
            assertThat(deployment.pod().at("terminationGracePeriodSeconds").number())
                    .isGreaterThan(pause + shutdown);
        }
    }

    @Test
    @DisplayName("D-10: the gateway keeps no connection for so long that its service could close it first")
    void idle_connections_are_given_up_before_a_replica_goes() {
        assertThat(seconds(setting("gateway", "GODO_UPSTREAM_KEEP_ALIVE")))
                .isLessThan(seconds(setting("fleet", "QUARKUS_SHUTDOWN_DELAY")));
    }

    private static String setting(String configMap, String name) {
        return BASE.one("ConfigMap", configMap).at("data", name).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void replicas_of_a_service_are_spread_over_nodes(String overlay) {
        for (var deployment : Manifests.of(overlay).ofKind("Deployment")) {
            var spread = deployment.pod().at("topologySpreadConstraints").items();
            assertThat(spread).isNotEmpty().allSatisfy(constraint -> {
                // a label of every pod, narrowed to the pod's own service
                assertThat(constraint.at("labelSelector", "matchLabels").entries())
                        .isEqualTo(Map.of("app.kubernetes.io/part-of", new Node("godo")));
                assertThat(constraint.at("matchLabelKeys").texts()).contains("app.kubernetes.io/name");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/ha"})
    void each_service_that_answers_requests_is_scaled_by_exactly_one(String overlay) {
        var manifests = Manifests.of(overlay);
        var scaled = manifests.of(Set.of("HorizontalPodAutoscaler", "ScaledObject")).stream()
                .map(scaler -> scaler.at("spec", "scaleTargetRef").name())
                .toList();

        assertThat(scaled).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(others("ingestion-service"));
    }

    private static List<String> others(String without) {
        return Reactor.services().stream()
                .filter(service -> !service.equals(without))
                .toList();
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.substring(0, duration.indexOf('s')));
    }

    private static long mebibytes(Node quantity) {
        var text = quantity.text();
        var number = Long.parseLong(text.substring(0, text.length() - 2));
        return text.endsWith("Gi") ? number * 1024 : number;
    }
}
