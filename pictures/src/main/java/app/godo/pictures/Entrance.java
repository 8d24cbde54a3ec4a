package app.godo.pictures;

import app.godo.pictures.ImageRefused.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import jakarta.inject.Singleton;

/**
 * Takes bodies in: a few at once and one of a person, each of a few megabytes and within seconds, so that memory and patience have
 * an end, and nobody has all of either.
 */
@Singleton
public class Entrance {

    private final ImagesConfig config;
    private final Vertx vertx;
    private final AtomicInteger inside = new AtomicInteger();
    private final Set<UUID> senders = ConcurrentHashMap.newKeySet();

    Entrance(ImagesConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * The work gets the body, which counts as being here until the work is done, whether the sender waits for it or not.
     *
     * @param first what has to succeed before the body is read: whoever sends slowly, or what is no picture, was asked all the same
     */
    public <T> Uni<T> take(
            UUID sender, HttpServerRequest request, Supplier<Uni<Void>> first, Function<byte[], Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!senders.add(sender)) {
                return refuse(request, Reason.ONE_AT_A_TIME);
            }
            if (inside.incrementAndGet() > config.atOnce()) {
                leave(sender);
                return refuse(request, Reason.BUSY);
            }
            return Uni.createFrom()
                    .deferred(first::get)
                    .onFailure()
                    .invoke(() -> throwAway(request))
                    .chain(() -> body(request))
                    .chain(work::apply)
                    .onTermination()
                    .invoke(() -> leave(sender))
                    .memoize()
                    .indefinitely();
        });
    }

    private void leave(UUID sender) {
        inside.decrementAndGet();
        senders.remove(sender);
    }

    private Uni<byte[]> body(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > most()) {
            return refuse(request, Reason.TOO_MANY_BYTES);
        }
        return Uni.createFrom().emitter(done -> read(request, done));
    }

    private void read(HttpServerRequest request, UniEmitter<? super byte[]> done) {
        var body = Buffer.buffer();
        var late = vertx.setTimer(config.longestUpload().toMillis(), id -> {
            throwAway(request);
            done.fail(new ImageRefused(Reason.TOO_SLOW));
        });
        done.onTermination(() -> vertx.cancelTimer(late));
        request.exceptionHandler(done::fail)
                .endHandler(nothing -> {
                    vertx.cancelTimer(late);
                    done.complete(body.getBytes());
                })
                .handler(part -> {
                    if (body.length() + part.length() <= most()) {
                        body.appendBuffer(part);
                    } else {
                        vertx.cancelTimer(late);
                        throwAway(request);
                        done.fail(new ImageRefused(Reason.TOO_MANY_BYTES));
                    }
                })
                .resume();
    }

    private <T> Uni<T> refuse(HttpServerRequest request, Reason reason) {
        throwAway(request);
        return Uni.createFrom().failure(new ImageRefused(reason));
    }

    /** What is still to come is read, so that the answer is, too; whoever never stops is cut off. */
    private void throwAway(HttpServerRequest request) {
        request.handler(null).endHandler(null).resume();
        vertx.setTimer(config.longestUpload().toMillis(), id -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }

    private long most() {
        return config.largestBody().asLongValue();
    }
}
