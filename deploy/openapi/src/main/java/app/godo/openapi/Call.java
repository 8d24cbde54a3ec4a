package app.godo.openapi;

import app.godo.gateway.routing.Identity;
import app.godo.gateway.routing.Reach;
import app.godo.gateway.routing.RoutesConfig.RouteConfig;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/**
 * One thing that can be asked of a service.
 *
 * @param path beneath {@code /api/v1}, without the patterns of its parameters
 * @param patterns of the path's parameters, for those that have one
 * @param route the gateway's
 */
record Call(String method, String path, Map<String, String> patterns, Method code, RouteConfig route) {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*(\\w+)\\s*(?::([^}]+))?}");

    /** The call that a method answers, if it answers one that the gateway lets through to its service. */
    static Optional<Call> of(String service, Method code, Routes routes) {
        var method = Arrays.stream(code.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst();
        if (method.isEmpty()) {
            return Optional.empty();
        }
        var written = code.getDeclaringClass().getAnnotation(Path.class).value()
                + (code.isAnnotationPresent(Path.class)
                        ? code.getAnnotation(Path.class).value()
                        : "");
        var patterns = new TreeMap<String, String>();
        var path = PARAMETER.matcher(written).replaceAll(parameter -> {
            if (parameter.group(2) != null) {
                patterns.put(parameter.group(1), parameter.group(2).strip());
            }
            return "{" + parameter.group(1) + "}";
        });
        return routes.of(method.get(), path)
                .filter(route -> route.service().equals(service))
                .map(route -> new Call(method.get(), path, patterns, code, route));
    }

    /** The same call under another name. */
    Call under(RouteConfig alias) {
        var own = alias.rewrite().orElseThrow();
        return new Call(
                method,
                alias.prefix().substring(Routes.BASE.length()) + (Routes.BASE + path).substring(own.length()),
                patterns,
                code,
                alias);
    }

    /** Whether nobody gets there without a token. */
    boolean isPrivate() {
        return switch (route.identity()) {
            case REQUIRED -> true;
            case OPTIONAL, NONE -> false;
        };
    }

    /** Whether a token that is shown is looked at, and must hold. */
    boolean knowsTokens() {
        return route.identity() != Identity.NONE;
    }

    /** Whether only administrators get there, by their own port: at the public one there is nothing. */
    boolean isForAdmins() {
        return route.reach() == Reach.ADMINS;
    }

    /** The feature it belongs to: {@code events.attendance}. */
    String feature() {
        return code.getDeclaringClass().getPackageName().substring("app.godo.".length());
    }

    /** {@code putEventsByIdAttendance}: as stable as the path. */
    String id() {
        return method.toLowerCase(java.util.Locale.ROOT)
                + Arrays.stream(path.split("[/._]"))
                        .filter(part -> !part.isEmpty())
                        .map(part -> part.startsWith("{")
                                ? "By" + capital(part.substring(1, part.length() - 1))
                                : capital(part))
                        .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return Arrays.stream(word.split("[-_]"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }
}
