package app.godo.pictures;

import app.godo.pictures.ImageRefused.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Draws pictures anew, one at a time and never on an event loop: each needs some dozens of megabytes for a while. As many wait as
 * come in at once ({@link Entrance}); whoever gives up still waits here.
 */
@Singleton
class Darkroom {

    private final Redrawing redrawing;
    private final Vertx vertx;
    private final ExecutorService worker;

    Darkroom(ImagesConfig config, Vertx vertx) {
        // it draws into memory: a developer's screen is nothing to it
        System.setProperty("java.awt.headless", "true");
        this.redrawing = new Redrawing(config);
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.atOnce()),
                Thread.ofPlatform().daemon().name("darkroom").factory());
        this.vertx = vertx;
    }

    /** A harmless JPEG of what was sent; fails with {@link ImageRefused}, at once where its first bytes say enough. */
    Uni<byte[]> develop(byte[] picture, String declaredType) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> redrawing.head(picture, declaredType), false)
                        .toCompletionStage())
                .chain(head -> Uni.createFrom()
                        .item(() -> redrawing.jpeg(picture, head))
                        .runSubscriptionOn(worker)
                        .onFailure(RejectedExecutionException.class)
                        .transform(full -> new ImageRefused(Reason.BUSY))
                        .emitOn(MutinyHelper.executor(vertx.getOrCreateContext())));
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
