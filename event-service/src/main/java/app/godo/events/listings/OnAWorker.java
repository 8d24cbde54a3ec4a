package app.godo.events.listings;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import java.util.concurrent.Callable;

/** Taking HTML apart, finding a place on the map and comparing are work for a processor; the session waits on its event loop. */
final class OnAWorker {

    static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }

    private OnAWorker() {}
}
