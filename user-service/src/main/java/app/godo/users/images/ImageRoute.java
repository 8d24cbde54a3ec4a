package app.godo.users.images;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Shows an image to whoever knows its address, for as long as the profile of somebody who is here shows it: {@code GET} and
 * {@code HEAD /images/<name>.jpg}, 404 for any other. Whoever may see the profile is told the address; what is behind it never
 * changes, so that anybody may keep it, and one that was told before the picture was replaced says nothing any more.
 */
@Singleton
class ImageRoute {

    static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String PATH = "/images/(?<name>[0-9a-f]{32})\\.jpg";

    private static final String IS_SHOWN = """
            select from images as i
            where i.name = $1 and i.remove_after is null
              and exists (select from users as u where u.profile_image_url = i.url and u.is_active)""";

    private final Transactions transactions;
    private final ImageStore store;

    ImageRoute(Transactions transactions, ImageStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::show);
    }

    private void show(RoutingContext request) {
        var name = new ImageName(request.pathParam("name"));
        isShown(name)
                .chain(shown -> shown ? store.get(name) : Uni.createFrom().<byte[]>nullItem())
                .subscribe()
                .with(image -> answer(request, name, image), failure -> {
                    Log.errorf("an image cannot be shown: %s", failure.getMessage());
                    request.response()
                            .setStatusCode(503)
                            .putHeader("Retry-After", "2")
                            .end();
                });
    }

    private Uni<Boolean> isShown(ImageName name) {
        return transactions.sqlAsWorker(
                tx -> tx.preparedQuery(IS_SHOWN).execute(Tuple.of(name.text())).map(rows -> rows.rowCount() == 1));
    }

    private static void answer(RoutingContext request, ImageName name, byte[] image) {
        if (image == null) {
            request.next();
            return;
        }
        var tag = '"' + name.text() + '"';
        var answer = request.response()
                .putHeader("Cache-Control", FOR_EVER)
                .putHeader("ETag", tag)
                .putHeader("Content-Type", "image/jpeg")
                .putHeader("Content-Disposition", "inline")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (isKnown(request.request(), tag)) {
            answer.setStatusCode(304).end();
        } else if (request.request().method() == HttpMethod.HEAD) {
            answer.putHeader("Content-Length", Integer.toString(image.length)).end();
        } else {
            answer.end(Buffer.buffer(image));
        }
    }

    private static boolean isKnown(HttpServerRequest request, String tag) {
        var known = request.getHeader("If-None-Match");
        return known != null && (known.equals("*") || known.contains(tag));
    }
}
