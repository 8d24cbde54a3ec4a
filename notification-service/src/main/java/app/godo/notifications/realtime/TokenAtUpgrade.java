package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.AccessTokens;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/** A token that comes with the handshake must hold, or there is no socket. One that does not come may come as first frame. */
@ApplicationScoped
class TokenAtUpgrade implements HttpUpgradeCheck {

    static final UserData.TypedKey<String> TOKEN = UserData.TypedKey.forString("token");
    static final UserData.TypedKey<AccessToken> IDENTITY = new UserData.TypedKey<>("identity");
    static final UserData.TypedKey<HttpConnection> LINE = new UserData.TypedKey<>("line");

    private static final String SCHEME = "bearer ";
    private static final String SUBPROTOCOL = "bearer.";
    private static final Map<String, List<String>> CHALLENGE = Map.of("WWW-Authenticate", List.of("Bearer"));

    private final AccessTokens tokens;

    TokenAtUpgrade(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        context.userData().put(LINE, context.httpRequest().connection());
        var query = context.httpRequest().query();
        if (query != null && query.toLowerCase().contains("token")) {
            return CheckResult.rejectUpgrade(400); // addresses end up in logs
        }
        var shown = tokenOf(context.httpRequest().headers());
        if (shown.isEmpty()) {
            return CheckResult.permitUpgrade();
        }
        return tokens.verify(shown.get())
                .map(identity -> {
                    context.userData().put(TOKEN, shown.get());
                    context.userData().put(IDENTITY, identity);
                    return CheckResult.permitUpgradeSync();
                })
                .onFailure(AccessTokens.InvalidToken.class)
                .recoverWithItem(() -> CheckResult.rejectUpgradeSync(401, CHALLENGE))
                .onFailure()
                .recoverWithItem(() -> CheckResult.rejectUpgradeSync(503));
    }

    private static Optional<String> tokenOf(MultiMap headers) {
        var authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(authorization.substring(SCHEME.length()).strip());
        }
        return headers.getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(TokenAtUpgrade::offers)
                .filter(offer -> offer.startsWith(SUBPROTOCOL))
                .map(offer -> offer.substring(SUBPROTOCOL.length()))
                .findFirst();
    }

    private static Stream<String> offers(String header) {
        return Arrays.stream(header.split(",")).map(String::strip);
    }
}
