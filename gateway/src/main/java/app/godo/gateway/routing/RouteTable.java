package app.godo.gateway.routing;

import app.godo.gateway.limits.RatesConfig;
import app.godo.gateway.routing.RoutesConfig.RouteConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds the route of a request by the longest prefix of whole segments. A table that cannot be meant stops the start. */
@ApplicationScoped
public class RouteTable {

    private final Map<String, List<Route>> byPrefix = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();

    /** Routes whose prefix has segments that may be anything. */
    private record Shape(Pattern prefix, List<Route> routes) {

        static Shape of(String prefix, List<Route> routes) {
            return new Shape(Pattern.compile(prefix.replace(".", "\\.").replace("*", "[^/]+")), routes);
        }
    }

    @Inject
    RouteTable(
            RoutesConfig routes,
            ServicesConfig services,
            RatesConfig rates,
            @ConfigProperty(name = "godo.entrance.largest-body", defaultValue = "1M") MemorySize largestBody,
            @ConfigProperty(name = "godo.entrance.small-body", defaultValue = "16K") MemorySize smallBody,
            @ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        this(routes.byName().entrySet().stream()
                .filter(named -> dev || !named.getValue().devOnly())
                .map(named -> routeOf(named.getKey(), routes.byName(), largestBody, smallBody))
                .toList());
        byPrefix.values().stream().flatMap(List::stream).forEach(route -> {
            mustKnow(services.byName().keySet(), route.service(), route, "godo.services");
            mustKnow(rates.byName().keySet(), route.rate(), route, "godo.rates");
        });
    }

    RouteTable(Collection<Route> routes) {
        for (var route : routes) {
            var rivals = byPrefix.computeIfAbsent(route.prefix(), prefix -> new ArrayList<>());
            for (var rival : rivals) {
                if (rival.methods().isEmpty() == route.methods().isEmpty()
                        && (route.methods().isEmpty()
                                || route.methods().stream().anyMatch(rival::takes))) {
                    throw new IllegalArgumentException("routes %s and %s want the same requests to %s"
                            .formatted(rival.name(), route.name(), route.prefix()));
                }
            }
            // a route for some methods goes before the one for all others
            rivals.add(route.methods().isEmpty() ? rivals.size() : 0, route);
        }
        byPrefix.forEach((prefix, alike) -> {
            if (prefix.contains("*")) {
                shapes.add(Shape.of(prefix, alike));
            }
        });
    }

    /** The route of this request, if there is one. The path is as the client wrote it. */
    public Optional<Route> find(HttpMethod method, String path) {
        if (!SafePath.isSafe(path)) {
            return Optional.empty();
        }
        for (var end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            for (var route : at(path.substring(0, end))) {
                if (route.takes(method)) {
                    return Optional.of(route);
                }
            }
        }
        return Optional.empty();
    }

    private List<Route> at(String prefix) {
        var named = byPrefix.get(prefix);
        if (named != null) {
            return named;
        }
        for (var shape : shapes) {
            if (shape.prefix().matcher(prefix).matches()) {
                return shape.routes();
            }
        }
        return List.of();
    }

    private static Route routeOf(
            String name, Map<String, RouteConfig> all, MemorySize largestBody, MemorySize smallBody) {
        var config = all.get(name);
        var fallback = config.fallback().orElse(null);
        if (fallback != null
                && (!all.containsKey(fallback) || all.get(fallback).fallback().isPresent())) {
            throw new IllegalArgumentException(
                    "route %s: its fallback %s must be a route that has none".formatted(name, fallback));
        }
        var small = config.smallBody() || config.priority();
        return new Route(
                name,
                config.prefix(),
                config.methods().orElse(Set.of()).stream()
                        .map(HttpMethod::valueOf)
                        .collect(Collectors.toSet()),
                config.service(),
                config.reach(),
                config.identity(),
                config.timeout(),
                config.rate(),
                config.rewrite().orElse(null),
                config.socket(),
                config.priority(),
                small,
                (small ? smallBody : config.largestBody().orElse(largestBody)).asLongValue(),
                fallback == null ? null : routeOf(fallback, all, largestBody, smallBody),
                config.deprecatedSince().orElse(null));
    }

    private static void mustKnow(Set<String> known, String name, Route route, String where) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "route %s: there is no %s.%s, only %s".formatted(route.name(), where, name, known));
        }
    }
}
