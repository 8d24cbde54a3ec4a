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
    private static final List<String> AT_MOST_ONCE =
            List.of("host", "authorization", "content-type", "content-length", "transfer-encoding");
    private static final Set<String> TOKEN_PARAMETERS = Set.of("token", "access_token", "bearer_token");

    private final EntranceConfig config;
    private final Origins origins;

    WellFormed(EntranceConfig config, Origins origins) {
        this.config = config;
        this.origins = origins;
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
        if (request.version() != HttpVersion.HTTP_1_1) {
            throw Refused.versionNotSupported();
        }
        if (!METHODS.contains(request.method().name())) {
            throw Refused.methodNotAllowed(ALLOW);
        }
        checkFields(request.headers());
        if (!request.headers().contains(HttpHeaders.HOST)) {
            throw Refused.malformed("There is no Host.");
        }
        if (!request.uri().startsWith("/")) {
            throw Refused.malformed("The target must be a path.");
        }
        checkCoding(request);
    }

    private void checkFields(MultiMap headers) {
        var fields = 0;
        var seen = 0;
        for (var field : headers) {
            fields++;
            var one = oneOf(field.getKey());
            if (one >= 0) {
                if ((seen & 1 << one) != 0) {
                    throw Refused.malformed("%s is there twice.".formatted(AT_MOST_ONCE.get(one)));
                }
                seen |= 1 << one;
            }
        }
        if (fields > config.mostHeaders()) {
            throw Refused.headersTooLarge();
        }
    }

    private static int oneOf(String name) {
        for (var one = 0; one < AT_MOST_ONCE.size(); one++) {
            if (AT_MOST_ONCE.get(one).equalsIgnoreCase(name)) {
                return one;
            }
        }
        return -1;
    }

    private static void checkCoding(HttpServerRequest request) {
        var coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw Refused.malformed("Bodies are chunked or have a length, nothing else.");
        }
    }

    /** @throws Refused when this route does not take such a request */
    void checkFor(Route route, HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > route.largestBody()) {
            throw Refused.bodyTooLarge(route.largestBody());
        }
        if (route.identity() != Identity.NONE
                && request.query() != null
                && parameters(request).stream().anyMatch(TOKEN_PARAMETERS::contains)) {
            throw Refused.tokenInUrl();
        }
        if (route.socket() && origins.isForeign(request)) {
            throw Refused.foreignOrigin();
        }
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
}
