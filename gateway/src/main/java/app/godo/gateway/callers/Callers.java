package app.godo.gateway.callers;

import app.godo.gateway.routing.Identity;
import app.godo.gateway.routing.Route;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.AccessTokens;
import app.godo.wire.caller.AccessTokens.InvalidToken;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/** Who asks, by the access token of the request: in {@code Authorization}, for a WebSocket also among its subprotocols. */
@ApplicationScoped
public class Callers {

    private static final String SCHEME = "bearer ";

    /** Browsers cannot give a WebSocket an {@code Authorization} header: the token comes as {@code bearer.<token>}. */
    private static final String SUBPROTOCOL = "bearer.";

    private final AccessTokens tokens;

    Callers(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The content of the token, empty where none is asked for.
     *
     * @param mayCheck asked where there is a signature to check, and this fails as it fails
     * @return fails with {@link InvalidToken} when there must be one and none holds
     */
    public Future<Optional<AccessToken>> identify(
            HttpServerRequest request, Route route, Supplier<Future<Void>> mayCheck) {
        if (route.identity() == Identity.NONE) {
            return Future.succeededFuture(Optional.empty());
        }
        var token = tokenOf(request, route);
        if (token.isPresent()) {
            return UniHelper.toFuture(tokens.verify(token.get(), () -> UniHelper.toUni(mayCheck.get())))
                    .map(Optional::of);
        }
        return route.identity() == Identity.REQUIRED || request.headers().contains(HttpHeaders.AUTHORIZATION)
                ? Future.failedFuture(new InvalidToken())
                : Future.succeededFuture(Optional.empty());
    }

    private static Optional<String> tokenOf(HttpServerRequest request, Route route) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? Optional.of(header.substring(SCHEME.length()).strip())
                    : Optional.empty();
        }
        return route.socket() ? subprotocolsOf(request).findFirst() : Optional.empty();
    }

    private static Stream<String> subprotocolsOf(HttpServerRequest request) {
        return request.headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(offer -> Arrays.stream(offer.split(",")))
                .map(String::strip)
                .filter(offer -> offer.startsWith(SUBPROTOCOL))
                .map(offer -> offer.substring(SUBPROTOCOL.length()));
    }
}
