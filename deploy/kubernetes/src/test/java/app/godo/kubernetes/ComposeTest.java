package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fleet of docker-compose.yml. */
class ComposeTest {

    private static final String USERS = "deploy/servers/src/main/resources/app/godo/servers/redis-users.acl";
    private static final Set<String> SERVERS = Set.of("postgres", "kafka", "redis");
    private static final Set<String> JOBS = Set.of("migrations", "topics");

    private static final String TEXT = Reactor.text(Reactor.ROOT.resolve("docker-compose.yml"));
    private static final Map<String, Node> CONTAINERS =
            Node.documents(TEXT).getFirst().at("services").entries();

    @Test
    void it_is_the_services_of_the_reactor_three_servers_and_two_jobs() {
        var expected = new HashSet<>(Reactor.services());
        expected.addAll(SERVERS);
        expected.addAll(JOBS);

        assertThat(CONTAINERS.keySet()).isEqualTo(expected);
    }

    @Test
    void only_the_gateway_is_reachable_and_only_from_this_machine() {
        CONTAINERS.forEach((name, container) -> assertThat(container.at("ports").texts())
                .as(name)
                .isEqualTo(name.equals("gateway") ? List.of("127.0.0.1:8080:8080") : List.of()));
        assertThat(CONTAINERS.values())
                .noneMatch(container -> container.at("network_mode").exists());
    }

    @Test
    void each_service_is_built_of_its_own_module_and_asked_on_its_own_port() {
        for (var service : Reactor.services()) {
            var container = CONTAINERS.get(service);
            var port = Reactor.property(
                    service, service.equals("gateway") ? "quarkus.management.port" : "quarkus.http.port");

            assertThat(container.at("build", "args", "SERVICE").text()).isEqualTo(service);
            assertThat(container.at("healthcheck", "test").texts())
                    .endsWith("http://127.0.0.1:%s/q/health/ready".formatted(port));
        }
    }

    @Test
    void services_are_told_nothing_that_they_do_not_listen_to() {
        for (var service : Reactor.services()) {
            assertThat(Reactor.variables(service))
                    .as(service)
                    .containsAll(CONTAINERS.get(service).at("environment").keys());
        }
    }

    @Test
    void a_service_waits_for_the_schema_the_topics_and_redis() {
        for (var service : Reactor.services()) {
            var awaited = CONTAINERS.get(service).at("depends_on");
            assertThat(awaited.at("migrations", "condition").text()).isEqualTo("service_completed_successfully");
            assertThat(awaited.at("topics", "condition").text()).isEqualTo("service_completed_successfully");
            assertThat(awaited.at("redis", "condition").text()).isEqualTo("service_healthy");
        }
        assertThat(CONTAINERS
                        .get("migrations")
                        .at("depends_on", "postgres", "condition")
                        .text())
                .isEqualTo("service_healthy");
        assertThat(CONTAINERS
                        .get("topics")
                        .at("depends_on", "kafka", "condition")
                        .text())
                .isEqualTo("service_healthy");
        assertThat(SERVERS)
                .allMatch(server ->
                        CONTAINERS.get(server).at("healthcheck", "test").exists());
    }

    @Test
    @DisplayName("D-10: the gateway stops before those it asks, and each has the time to finish what it has begun")
    void nothing_begun_is_lost_when_all_of_it_stops() {
        var others = new HashSet<>(Reactor.services());
        others.remove("gateway");

        assertThat(CONTAINERS.get("gateway").at("depends_on").keys()).containsAll(others);
        for (var service : Reactor.services()) {
            assertThat(seconds(CONTAINERS.get(service).at("stop_grace_period").text()))
                    .as(service)
                    .isGreaterThan(seconds(Reactor.property(service, "quarkus.shutdown.timeout")));
        }
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.substring(0, duration.indexOf('s')));
    }

    @Test
    void the_jobs_run_classes_that_there_are() {
        var sources = Map.of("migrations", "deploy/database", "topics", "deploy/servers");
        for (var job : JOBS) {
            var main = CONTAINERS.get(job).at("command").texts().getFirst();
            var source = sources.get(job) + "/src/main/java/" + main.replace('.', '/') + ".java";
            assertThat(Reactor.text(Reactor.ROOT.resolve(source))).contains("public static void main(");
        }
    }

    @Test
    void containers_write_nowhere_but_where_they_must_and_gain_no_powers() {
        assertThat(CONTAINERS).allSatisfy((name, container) -> {
            assertThat(container.at("read_only").value()).isEqualTo(true);
            assertThat(container.at("cap_drop").texts()).containsExactly("ALL");
            assertThat(container.at("security_opt").texts()).containsExactly("no-new-privileges:true");
            assertThat(container.at("privileged").exists()).isFalse();
        });
    }

    @Test
    @DisplayName("C-07: nobody but event-service has its keys, and user-service to read them for exports")
    void keys_are_their_service_s_own() {
        for (var service : Reactor.services()) {
            var own = service.replace("-service", "-keys") + ":/keys";
            var allowed = service.equals("user-service") ? List.of(own, "event-keys:/event-keys:ro") : List.of(own);
            assertThat(CONTAINERS.get(service).at("volumes").texts())
                    .as(service)
                    .filteredOn(volume -> volume.contains("keys"))
                    .allMatch(allowed::contains);
        }
        assertThat(CONTAINERS
                        .get("user-service")
                        .at("environment", "GODO_EXPORT_NOTES_KEYS")
                        .text())
                .isEqualTo("/event-keys");
    }

    @Test
    void all_of_them_together_leave_a_machine_of_8_gigabytes_room() {
        var megabytes = CONTAINERS.values().stream()
                .mapToInt(container ->
                        Integer.parseInt(container.at("mem_limit").text().replace("m", "")))
                .sum();

        assertThat(megabytes).isLessThan(6 * 1024);
    }

    @Test
    void images_are_pinned_or_built_here() {
        assertThat(SERVERS)
                .allSatisfy(server ->
                        assertThat(CONTAINERS.get(server).at("image").text()).matches("[a-z/]+:\\d+(\\.\\d+)+"));
        assertThat(TEXT).doesNotContain(":latest");
    }

    @Test
    void passwords_come_from_files_that_are_made_and_never_committed(@TempDir Path project) throws Exception {
        CONTAINERS.forEach(
                (name, container) -> container.at("environment").entries().forEach((variable, value) -> {
                    if (variable.contains("PASSWORD") || variable.endsWith("AUTH")) {
                        assertThat(value.text()).as(variable).matches("\\$\\{[A-Z_]+(:\\?[^}]+)?}");
                    }
                }));
        var needed = Pattern.compile("\\$\\{([A-Z_]+)(?::\\?[^}]*)?}")
                .matcher(TEXT)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        for (var file : List.of("deploy/containers/secrets.sh", USERS)) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.copy(Reactor.ROOT.resolve(file), project.resolve(file));
        }
        assertThat(new ProcessBuilder("sh", "deploy/containers/secrets.sh")
                        .directory(project.toFile())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Files.readString(project.resolve(".env"))
                        .lines()
                        .filter(line -> line.matches("[A-Z_]+=[0-9a-f]{32}"))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(needed);
        assertThat(Files.readString(project.resolve(".redis-users.acl")).lines())
                .hasSize(1 + Reactor.services().size())
                .allMatch(line -> line.matches("user [a-z-]+ on #[0-9a-f]{64} .*"));
        assertThat(Reactor.text(Reactor.ROOT.resolve(".gitignore")).lines()).contains(".env", ".redis-users.acl");
    }
}
