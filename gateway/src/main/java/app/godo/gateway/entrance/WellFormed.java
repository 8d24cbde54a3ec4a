package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Refused;
import app.godo.gateway.routing.Identity;
import app.godo.gateway.routing.Route;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;

/** What a request must be before anything else is asked of it. Nothing is mended: what is doubtful is turned away. */
@ApplicationScoped
class WellFormed {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final List<CharSequence> AT_MOST_ONCE = List.of(
            HttpHeaders.HOST,
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.TRANSFER_ENCODING);
    private static final Set<String> TOKEN_PARAMETERS = Set.of("token", "access_token", "bearer_token");

    private final EntranceConfig config;

    WellFormed(EntranceConfig config) {
        this.config = config;
    }

    /** What the decoder could not read. */
    Refused unreadable(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return Refused.targetTooLong();
        }
        return cause instanceof TooLongFrameException
                ? Refused.headersTooLarge()
                : Refused.malformed("This is not a request that can be understood in one way only.");
    }

    /** @throws Refused when the message is not beyond doubt */
    void check(HttpServerRequest request) {
        var headers = request.headers();
        refuseWhen(fieldsOf(headers) > config.mostHeaders(), Refused.headersTooLarge());
        refuseWhen(!METHODS.contains(request.method().name()), Refused.methodNotAllowed(ALLOW));
        for (var name : AT_MOST_ONCE) {
            refuseWhen(headers.getAll(name).size() > 1, Refused.malformed("%s is there twice.".formatted(name)));
        }
        refuseWhen(
                request.version() == HttpVersion.HTTP_1_1 && !headers.contains(HttpHeaders.HOST),
                Refused.malformed("There is no Host."));
        refuseWhen(!request.uri().startsWith("/"), Refused.malformed("The target must be a path."));
        checkBody(request);
    }

    private void checkBody(HttpServerRequest request) {
        var coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        refuseWhen(
                coding != null && (!coding.equalsIgnoreCase("chunked") || request.version() != HttpVersion.HTTP_1_1),
                Refused.malformed("Bodies are chunked or have a length, nothing else."));
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        var most = config.largestBody().asLongValue();
        refuseWhen(length != null && Long.parseLong(length) > most, Refused.bodyTooLarge(most));
    }

    /** @throws Refused when this route does not take such a request */
    void checkFor(Route route, HttpServerRequest request) {
        if (route.identity() != Identity.NONE && request.query() != null) {
            refuseWhen(parameters(request).stream().anyMatch(TOKEN_PARAMETERS::contains), Refused.tokenInUrl());
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        refuseWhen(
                route.socket()
                        && origin != null
                        && !config.origins().orElse(Set.of()).contains(origin),
                Refused.foreignOrigin());
    }

    private static List<String> parameters(HttpServerRequest request) {
        try {
            return new QueryStringDecoder(request.uri())
                    .parameters().keySet().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList();
        } catch (IllegalArgumentException noEscape) {
            throw Refused.malformed("The query cannot be decoded.");
        }
    }

    /** {@link MultiMap#size()} counts names. */
    private static int fieldsOf(MultiMap headers) {
        var fields = 0;
        for (var ignored : headers) {
            fields++;
        }
        return fields;
    }

    private static void refuseWhen(boolean condition, Refused refused) {
        if (condition) {
            throw refused;
        }
    }
}
