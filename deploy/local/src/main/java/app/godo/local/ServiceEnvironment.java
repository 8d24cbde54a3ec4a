package app.godo.local;

import app.godo.servers.Servers;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a service is told by its environment: where everything is, and that this is a developer's machine. */
final class ServiceEnvironment {
    /** Where the three servers are. */
    record Addresses(String postgres, String kafka, String redis) {
        static Addresses of(Servers servers) {
            return new Addresses(servers.postgres(), servers.kafka(), servers.redis());
        }
    }

    private final Home home;
    private final PortPlan ports;
    private final String database;

    ServiceEnvironment(Home home, PortPlan ports, String database) {
        this.home = home;
        this.ports = ports;
        this.database = database;
    }

    /**
     * @param port where it serves
     * @param healthPort where it says how it is, which is the same port for all but the gateway
     */
    Map<String, String> of(GodoService service, int port, int healthPort, Addresses servers) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("GODO_DEV", "true");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("GODO_POSTGRES", servers.postgres());
        variables.put("GODO_DATABASE", database);
        variables.put("GODO_KAFKA", servers.kafka());
        variables.put("GODO_REDIS", asUser(service, servers.redis()));
        variables.put("GODO_KEYS_DIRECTORY", home.keys().toString());
        variables.put("GODO_KEYS_CREATE", "true");
        variables.put("GODO_AUTH_JWKS_URL", url(GodoService.USERS) + "/api/v1/.well-known/jwks.json");
        variables.putAll(
                switch (service) {
                    case GATEWAY -> gateway(healthPort);
                    case USERS ->
                        Map.of(
                                "GODO_AUTH_REQUIRE_VERIFIED_EMAIL",
                                "false",
                                "GODO_MAIL_CAPTURED",
                                "true",
                                "GODO_IMAGES_FOLDER",
                                home.images().toString(),
                                "GODO_IMAGES_BASE_URL",
                                url(GodoService.GATEWAY) + "/images/");
                    case EVENTS ->
                        Map.of(
                                "GODO_IMAGES_FOLDER",
                                home.images().toString(),
                                "GODO_IMAGES_BASE_URL",
                                url(GodoService.GATEWAY) + "/images/events/");
                    case INGESTION -> Map.of("GODO_SOURCES_NYC_PARKS_URL", "http://127.0.0.1:" + ports.sources());
                    case SWIPES, SOCIAL, RECOMMENDATION, NOTIFICATIONS -> Map.of();
                });
        // fewer malloc arenas: dozens of megabytes less per JVM, and no slower here
        variables.put("MALLOC_ARENA_MAX", "2");
        return variables;
    }

    private Map<String, String> gateway(int healthPort) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(healthPort));
        for (var target : GodoService.values()) {
            if (target != GodoService.GATEWAY) {
                var name = target.module().replace("-service", "").toUpperCase(Locale.ROOT);
                variables.put("GODO_SERVICES_" + name, url(target));
            }
        }
        return variables;
    }

    /** Each has its own rights there, and on this machine nobody has a password. */
    private static String asUser(GodoService service, String redis) {
        return redis.replace("redis://", "redis://%s:none@".formatted(service.module()));
    }

    String url(GodoService service) {
        return "http://127.0.0.1:" + ports.of(service);
    }
}
