package app.godo.wire.caller;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The public keys of user-service, by {@code kid}. Kept when user-service is away; fetched anew every five minutes and, for a
 * {@code kid} never seen, at most once in thirty seconds, however many ask. A key that has been published for ten minutes before
 * it signs is therefore known everywhere by then, and one that is no longer published is forgotten within five.
 */
@ApplicationScoped
public class SigningKeys {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** While there are no keys nothing works, and waiting helps nobody; nor does asking a thousand times. */
    private static final Duration PATIENCE_WITHOUT_ANY = Duration.ofSeconds(1);

    private static final long TIMEOUT_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final IdentityConfig config;
    private final Clock clock;
    private volatile Map<String, PublicKey> byKid = Map.of();
    private volatile Instant nextFetch = Instant.MIN;
    private volatile Uni<Void> fetching;

    SigningKeys(Vertx vertx, IdentityConfig config, Clock clock) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient();
        this.config = config;
        this.clock = clock;
    }

    /** Whether there are any, of now or of earlier; where there are none they are asked for once more. */
    public Uni<Boolean> areThere() {
        return byKid.isEmpty()
                ? refetch().onFailure().recoverWithNull().map(asked -> !byKid.isEmpty())
                : Uni.createFrom().item(true);
    }

    /** Whether the key of this id was among those fetched last. */
    boolean isPublished(String kid) {
        return byKid.containsKey(kid);
    }

    /** The key of this id, or null when there is none. Fails only when no keys could be fetched at all. */
    Uni<PublicKey> byId(String kid) {
        var known = byKid.get(kid);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return refetch().map(nothing -> byKid.get(kid));
    }

    @Scheduled(every = "${godo.auth.jwks-refresh:5m}", delayed = "${godo.auth.jwks-refresh:5m}")
    Uni<Void> refresh() {
        return fetch().onFailure().recoverWithNull();
    }

    private synchronized Uni<Void> refetch() {
        if (fetching != null) {
            return fetching;
        }
        if (clock.instant().isBefore(nextFetch)) {
            return byKid.isEmpty()
                    ? Uni.createFrom().failure(new IllegalStateException("no keys yet"))
                    : Uni.createFrom().voidItem();
        }
        nextFetch = clock.instant().plus(byKid.isEmpty() ? PATIENCE_WITHOUT_ANY : PATIENCE);
        // who has keys and cannot fetch more knows that there is no such key
        var attempt = byKid.isEmpty() ? fetch() : fetch().onFailure().recoverWithNull();
        fetching = attempt.eventually(() -> {
                    fetching = null;
                })
                .memoize()
                .indefinitely();
        return fetching;
    }

    private Uni<Void> fetch() {
        return document()
                .invoke(document -> {
                    byKid = parse(document);
                    nextFetch = clock.instant().plus(PATIENCE);
                })
                .onFailure()
                .invoke(failure ->
                        Log.warnf("signing keys: not fetched from %s: %s", config.jwksUrl(), failure.getMessage()))
                .replaceWithVoid();
    }

    private Uni<String> document() {
        var url = config.jwksUrl();
        if ("file".equals(url.getScheme())) {
            return vertx.fileSystem().readFile(url.getPath()).map(Object::toString);
        }
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setTimeout(TIMEOUT_MILLIS);
        return client.request(request)
                .chain(ready -> ready.send())
                .chain(answer -> answer.statusCode() == 200
                        ? answer.body()
                        : Uni.createFrom().failure(new IllegalStateException("status " + answer.statusCode())))
                .map(Object::toString);
    }

    private static Map<String, PublicKey> parse(String document) {
        try {
            var keys = new HashMap<String, PublicKey>();
            for (var key : new JsonWebKeySet(document).getJsonWebKeys()) {
                if (key instanceof PublicJsonWebKey asymmetric && key.getKeyId() != null) {
                    keys.put(asymmetric.getKeyId(), asymmetric.getPublicKey());
                }
            }
            return Map.copyOf(keys);
        } catch (JoseException unreadable) {
            throw new IllegalStateException("not a JWK set", unreadable);
        }
    }
}
