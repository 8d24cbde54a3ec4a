package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a container may do is as little as it needs. */
class HardeningTest {

    private static final String IMMUTABLE_IMAGE = "[a-z]+(/[a-z-]+)?:\\d+(\\.\\d+)+";

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void pods_and_containers_meet_the_restricted_standard(String overlay) {
        var manifests = Manifests.of(overlay);
        for (var workload : manifests.workloads()) {
            var pod = workload.pod();
            assertThat(pod.at("securityContext", "runAsNonRoot").value()).isEqualTo(true);
            assertThat(pod.at("securityContext", "runAsUser").number()).isPositive();
            assertThat(pod.at("securityContext", "seccompProfile", "type").text())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.keys()).doesNotContain("hostNetwork", "hostPID", "hostIPC");
            assertThat(pod.at("volumes").items())
                    .allMatch(volume -> !volume.at("hostPath").exists());
            assertThat(workload.containers()).isNotEmpty().allSatisfy(HardeningTest::restricted);
        }
        assertThat(manifests.one("Namespace", "godo").at("metadata", "labels").entries())
                .containsEntry("pod-security.kubernetes.io/enforce", new Node("restricted"));
    }

    private static void restricted(Node container) {
        var context = container.at("securityContext");
        assertThat(context.at("runAsNonRoot").value()).isEqualTo(true);
        assertThat(context.at("privileged").value()).isEqualTo(false);
        assertThat(context.at("allowPrivilegeEscalation").value()).isEqualTo(false);
        assertThat(context.at("readOnlyRootFilesystem").value()).isEqualTo(true);
        assertThat(context.at("capabilities", "drop").texts()).containsExactly("ALL");
        assertThat(context.at("capabilities", "add").exists()).isFalse();
        assertThat(context.at("seccompProfile", "type").text()).isEqualTo("RuntimeDefault");
        assertThat(container.at("ports").items())
                .allMatch(port -> !port.at("hostPort").exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void whoever_cannot_write_elsewhere_can_write_to_tmp(String overlay) {
        for (var workload : Manifests.of(overlay).workloads()) {
            var tmp = workload.pod().at("volumes").items().stream()
                    .filter(volume -> volume.name().equals("tmp"))
                    .toList();
            assertThat(tmp).singleElement().matches(volume -> volume.at("emptyDir")
                    .exists());
            for (var container : workload.containers()) {
                assertThat(container.at("volumeMounts").items())
                        .extracting(mount -> mount.at("mountPath").text())
                        .contains("/tmp");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void each_has_an_account_of_its_own_that_opens_nothing(String overlay) {
        var manifests = Manifests.of(overlay);
        var workloads = manifests.workloads();
        assertThat(workloads)
                .allMatch(workload -> Boolean.FALSE.equals(
                        workload.pod().at("automountServiceAccountToken").value()))
                .extracting(workload -> workload.pod().at("serviceAccountName").text())
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(workloads.stream().map(Node::name).toList());
        assertThat(manifests.ofKind("ServiceAccount"))
                .allMatch(account -> Boolean.FALSE.equals(
                        account.at("automountServiceAccountToken").value()));
        assertThat(manifests.of(Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void images_are_of_one_version_for_ever(String overlay) {
        for (var workload : Manifests.of(overlay).workloads()) {
            for (var container : workload.containers()) {
                assertThat(container.at("image").text()).matches(IMMUTABLE_IMAGE);
                assertThat(container.at("imagePullPolicy").text()).isEqualTo("IfNotPresent");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void what_is_secret_is_only_referred_to(String overlay) {
        var manifests = Manifests.of(overlay);
        assertThat(manifests.ofKind("Secret")).isEmpty();
        for (var workload : manifests.workloads()) {
            for (var container : workload.containers()) {
                assertThat(container.at("env").items())
                        .filteredOn(variable -> soundsSecret(variable.name()))
                        .allMatch(variable ->
                                variable.at("valueFrom", "secretKeyRef").exists());
            }
        }
        for (var map : manifests.ofKind("ConfigMap")) {
            assertThat(map.at("data").keys()).noneMatch(HardeningTest::soundsSecret);
        }
    }

    @Test
    @DisplayName(
            "C-07: the key of notes goes to event-service, and to user-service for exports; nobody mounts another's keys")
    void keys_go_to_whoever_needs_them() {
        var files = Reactor.text(Reactor.ROOT.resolve("deploy/kubernetes/secrets.sh"))
                .lines()
                .filter(line -> line.matches("\\s*key_files .*attendance-notes\\.keyset\\.json.*"))
                .map(line -> line.strip().split(" ")[1]);
        assertThat(files).containsExactlyInAnyOrder("event-service-keys", "user-service-keys");
        for (var workload : Manifests.of("base").workloads()) {
            assertThat(workload.pod().at("volumes").items())
                    .filteredOn(volume -> volume.name().equals("keys"))
                    .allMatch(volume -> volume.at("secret", "secretName").text().equals(workload.name() + "-keys"));
            for (var container : workload.containers()) {
                assertThat(container.at("volumeMounts").items())
                        .filteredOn(mount -> mount.name().equals("keys"))
                        .allMatch(mount ->
                                Boolean.TRUE.equals(mount.at("readOnly").value()));
            }
        }
    }

    private static boolean soundsSecret(String variable) {
        return List.of("PASSWORD", "SECRET", "TOKEN", "USERNAME", "AUTH").stream()
                        .anyMatch(variable::contains)
                && !variable.equals("GODO_AUTH_JWKS_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/ha"})
    void nothing_of_a_neighbour_slips_into_an_environment(String overlay) {
        // KAFKA_PORT and its like, made of Services' names, are configuration to Kafka and to Quarkus
        assertThat(Manifests.of(overlay).workloads())
                .allMatch(workload -> Boolean.FALSE.equals(
                        workload.pod().at("enableServiceLinks").value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "jobs.Dockerfile"})
    void images_are_made_of_pinned_ones_and_run_as_nobody_in_particular(String file) {
        var lines = Reactor.text(Path.of(Reactor.ROOT.toString(), "deploy/containers", file))
                .lines()
                .toList();
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .isNotEmpty()
                .allMatch(line -> line.matches("FROM [a-z-]+:\\d+\\.\\d+\\.\\d+[a-z0-9_-]*( AS [a-z]+)?"));
        assertThat(lines).contains("USER 10001:10001");
        assertThat(Files.exists(Reactor.ROOT.resolve(".dockerignore"))).isTrue();
    }
}
