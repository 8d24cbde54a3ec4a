package app.godo.local;

import app.godo.servers.Servers;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a service is told by its environment: where everything is, and that this is a developer's machine. */
final class ServiceEnvironment {
    private final Home home;
    private final PortPlan ports;
    private final String database;

    ServiceEnvironment(Home home, PortPlan ports, String database) {
        this.home = home;
        this.ports = ports;
        this.database = database;
    }

    Map<String, String> of(GodoService service, int port, Servers servers) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("QUARKUS_PROFILE", "dev");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("GODO_POSTGRES", servers.postgres());
        variables.put("GODO_DATABASE", database);
        variables.put("GODO_KAFKA", servers.kafka());
        variables.put("GODO_REDIS", servers.redis());
        variables.put("GODO_KEYS_DIRECTORY", home.keys().toString());
        variables.put("GODO_KEYS_CREATE", "true");
        variables.put("GODO_AUTH_JWKS_URL", url(GodoService.USERS) + "/api/v1/.well-known/jwks.json");
        switch (service) {
            case GATEWAY -> {
                for (var target : GodoService.values()) {
                    if (target != GodoService.GATEWAY) {
                        variables.put("GODO_GATEWAY_SERVICES_%s_URL".formatted(variable(target)), url(target));
                    }
                }
            }
            case USERS -> variables.put("GODO_AUTH_REQUIRE_VERIFIED_EMAIL", "false");
            case INGESTION -> variables.put("GODO_SOURCES_NYC_PARKS_URL", "http://127.0.0.1:" + ports.sources());
            case EVENTS, SWIPES, SOCIAL, RECOMMENDATION, NOTIFICATIONS -> {
                // the servers are all they need to know
            }
        }
        // fewer malloc arenas: dozens of megabytes less per JVM, and no slower here
        variables.put("MALLOC_ARENA_MAX", "2");
        return variables;
    }

    String url(GodoService service) {
        return "http://127.0.0.1:" + ports.of(service);
    }

    private static String variable(GodoService service) {
        return service.module().replace("-service", "").toUpperCase(Locale.ROOT);
    }
}
