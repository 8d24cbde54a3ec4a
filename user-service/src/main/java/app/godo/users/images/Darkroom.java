package app.godo.users.images;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Draws pictures anew, one at a time and never on an event loop: each needs some dozens of megabytes for a while. How many wait is
 * bounded where they come in ({@link Entrance}).
 */
@Singleton
class Darkroom {

    private final Redrawing redrawing;
    private final Vertx vertx;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("darkroom").factory());

    Darkroom(ImagesConfig config, Vertx vertx) {
        // it draws into memory: a developer's screen is nothing to it
        System.setProperty("java.awt.headless", "true");
        this.redrawing = new Redrawing(config);
        this.vertx = vertx;
    }

    /** A harmless JPEG of what was sent; fails with {@link ImageRefused}, at once where its first bytes say enough. */
    Uni<byte[]> develop(byte[] picture, String declaredType) {
        return Uni.createFrom()
                .item(() -> redrawing.head(picture, declaredType))
                .chain(head -> Uni.createFrom()
                        .item(() -> redrawing.jpeg(picture, head))
                        .runSubscriptionOn(worker)
                        .emitOn(MutinyHelper.executor(vertx.getOrCreateContext())));
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
