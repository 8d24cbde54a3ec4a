package app.godo.pictures;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Traces;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Objects;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Shows an image to whoever knows its address, for as long as the profile of somebody who is here, or somebody's Event that was not
 * turned down, shows it: {@code GET} and {@code HEAD}, 404 for any other. Whoever may see the one or the other is told the address;
 * what is behind it never changes, so that anybody may keep it, and one that was told before the picture was replaced says nothing
 * any more.
 */
@Singleton
class ImageRoute {

    static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String FILE = "(?<name>[0-9a-f]{32})\\.jpg";

    private static final String IS_SHOWN = "select from shown_images where name = $1";

    private final Transactions transactions;
    private final ImageStore store;
    private final ImagesConfig config;

    ImageRoute(Transactions transactions, ImageStore store, ImagesConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.config = config;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(config.path() + FILE)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::show);
    }

    private void show(RoutingContext request) {
        var name = new ImageName(request.pathParam("name"));
        isShown(name)
                .chain(shown -> shown ? answer(request, name) : Uni.createFrom().item(false))
                .subscribe()
                .with(
                        answered -> {
                            if (!answered) {
                                request.next();
                            }
                        },
                        failure -> {
                            Log.errorf("an image cannot be shown: %s", failure.getMessage());
                            request.response()
                                    .setStatusCode(503)
                                    .putHeader("Retry-After", "2")
                                    .putHeader("Cache-Control", "no-store")
                                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                                    .end(Json.encode(Problem.of(
                                            503,
                                            "unavailable",
                                            "The image cannot be read just now.",
                                            Traces.urnOf(request.request()))));
                        });
    }

    private Uni<Boolean> isShown(ImageName name) {
        return transactions.sqlAsWorker(
                tx -> tx.preparedQuery(IS_SHOWN).execute(Tuple.of(name.text())).map(rows -> rows.rowCount() == 1));
    }

    /** False when the store has none. Its bytes are read only for who gets them. */
    private Uni<Boolean> answer(RoutingContext request, ImageName name) {
        var tag = '"' + name.text() + '"';
        if (isKnown(request.request(), tag)) {
            headed(request, tag).setStatusCode(304).end();
            return Uni.createFrom().item(true);
        }
        if (request.request().method() == HttpMethod.HEAD) {
            return store.size(name)
                    .invoke(bytes -> {
                        if (bytes != null) {
                            headed(request, tag)
                                    .putHeader("Content-Length", bytes.toString())
                                    .end();
                        }
                    })
                    .map(Objects::nonNull);
        }
        return store.get(name)
                .invoke(image -> {
                    if (image != null) {
                        headed(request, tag).end(Buffer.buffer(image));
                    }
                })
                .map(Objects::nonNull);
    }

    private static HttpServerResponse headed(RoutingContext request, String tag) {
        return request.response()
                .putHeader("Cache-Control", FOR_EVER)
                .putHeader("ETag", tag)
                .putHeader("Content-Type", "image/jpeg")
                .putHeader("Content-Disposition", "inline")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    private static boolean isKnown(HttpServerRequest request, String tag) {
        var known = request.getHeader("If-None-Match");
        return known != null && (known.equals("*") || known.contains(tag));
    }
}
