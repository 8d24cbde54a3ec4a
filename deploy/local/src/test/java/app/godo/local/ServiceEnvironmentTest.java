package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class ServiceEnvironmentTest {
    private static final PortPlan PORTS = new PortPlan(9000);
    private static final ServiceEnvironment ENVIRONMENT =
            new ServiceEnvironment(new Home(Path.of("/project"), Path.of("/data")), PORTS, "godo");

    @Test
    void every_service_is_told_where_everything_is() {
        for (var service : GodoService.values()) {
            assertThat(of(service))
                    .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(9000 + service.portOffset()))
                    .containsEntry("GODO_POSTGRES", "127.0.0.1:9015")
                    .containsEntry("GODO_DATABASE", "godo")
                    .containsEntry("GODO_KAFKA", "127.0.0.1:9016")
                    .containsEntry("GODO_REDIS", "redis://" + service.module() + ":none@127.0.0.1:9018")
                    .containsEntry("GODO_KEYS_DIRECTORY", "/data/keys")
                    .containsEntry("GODO_AUTH_JWKS_URL", "http://127.0.0.1:9001/api/v1/.well-known/jwks.json");
        }
    }

    @Test
    void the_gateway_knows_the_other_seven_and_keeps_its_health_to_itself() {
        assertThat(of(GodoService.GATEWAY))
                .containsEntry("GODO_SERVICES_USER", "http://127.0.0.1:9001")
                .containsEntry("GODO_SERVICES_NOTIFICATION", "http://127.0.0.1:9007")
                .containsEntry("QUARKUS_MANAGEMENT_PORT", "9009")
                .doesNotContainKey("GODO_SERVICES_GATEWAY");
        assertThat(of(GodoService.GATEWAY).keySet().stream().filter(key -> key.startsWith("GODO_SERVICES_")))
                .hasSize(7);
    }

    @Test
    void development_comforts_are_given_only_to_those_they_are_for() {
        assertThat(of(GodoService.USERS))
                .containsEntry("GODO_AUTH_REQUIRE_VERIFIED_EMAIL", "false")
                .containsEntry("GODO_MAIL_CAPTURED", "true")
                .containsEntry("GODO_IMAGES_FOLDER", "/data/images")
                .containsEntry("GODO_IMAGES_BASE_URL", "http://127.0.0.1:9000/images/");
        assertThat(of(GodoService.EVENTS))
                .containsEntry("GODO_IMAGES_FOLDER", "/data/images")
                .containsEntry("GODO_IMAGES_BASE_URL", "http://127.0.0.1:9000/images/events/");
        assertThat(of(GodoService.INGESTION)).containsEntry("GODO_SOURCES_NYC_PARKS_URL", "http://127.0.0.1:9014");
        assertThat(of(GodoService.SWIPES)).doesNotContainKeys("GODO_MAIL_CAPTURED", "GODO_SOURCES_NYC_PARKS_URL");
    }

    private static Map<String, String> of(GodoService service) {
        return ENVIRONMENT.of(
                service,
                PORTS.of(service),
                PORTS.health(service),
                new ServiceEnvironment.Addresses("127.0.0.1:9015", "127.0.0.1:9016", "redis://127.0.0.1:9018"));
    }
}
