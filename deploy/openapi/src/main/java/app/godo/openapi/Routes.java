package app.godo.openapi;

import app.godo.gateway.routing.Identity;
import app.godo.gateway.routing.Reach;
import app.godo.gateway.routing.RoutesConfig;
import app.godo.gateway.routing.RoutesConfig.RouteConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the gateway lets through in production. */
final class Routes {

    /** Everything is beneath it. */
    static final String BASE = "/api/v1";

    private final List<RouteConfig> table;

    Routes(Path root) throws IOException {
        var file = root.resolve("gateway/src/main/resources/META-INF/microprofile-config.properties");
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(file.toUri().toURL()))
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withConverter(Identity.class, 200, word -> Identity.valueOf(word.toUpperCase(Locale.ROOT)))
                .withConverter(Reach.class, 200, word -> Reach.valueOf(word.toUpperCase(Locale.ROOT)))
                .withMapping(RoutesConfig.class)
                .withMappingIgnore("godo.**")
                .build();
        this.table = config.getConfigMapping(RoutesConfig.class).byName().values().stream()
                .filter(route -> !route.devOnly())
                .sorted(Comparator.comparing(
                                (RouteConfig route) -> route.prefix().length())
                        .thenComparing(route -> route.methods().isPresent())
                        .reversed())
                .toList();
    }

    /**
     * The route of a call: the longest prefix counts.
     *
     * @param path beneath {@link #BASE}; parts in braces fit no route's words
     */
    Optional<RouteConfig> of(String method, String path) {
        return table.stream()
                .filter(route -> covers(route.prefix(), BASE + path))
                .filter(route ->
                        route.methods().map(some -> some.contains(method)).orElse(true))
                .findFirst()
                .filter(route -> route.reach() != Reach.GATEWAY);
    }

    /** Other names of calls beneath {@link #BASE}. */
    List<RouteConfig> aliases() {
        return table.stream()
                .filter(route -> route.rewrite().isPresent() && covers(BASE, route.prefix()))
                .toList();
    }

    /** {@code *} stands for any one segment. */
    private static boolean covers(String prefix, String path) {
        return (path + "/").matches(prefix.replace(".", "\\.").replace("*", "[^/]+") + "/.*");
    }
}
