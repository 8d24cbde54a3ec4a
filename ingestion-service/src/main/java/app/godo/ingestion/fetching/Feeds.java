package app.godo.ingestion.fetching;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Fetches what a Source's configured address answers. Nothing a feed says is ever fetched: redirects are refused, because
 * they would let the other side choose what is asked of our own network.
 */
@ApplicationScoped
public class Feeds {

    private final Vertx vertx;
    private final FeedsConfig config;
    private final HttpClient http;

    Feeds(Vertx vertx, FeedsConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.timeout().toMillis()));
    }

    /** The body of a 200. Busy servers and broken lines are tried again; a {@link FeedFailure} says what is final. */
    public Uni<Buffer> get(URI address, Map<String, String> headers) {
        return attempt(address, headers, 1);
    }

    private Uni<Buffer> attempt(URI address, Map<String, String> headers, int number) {
        return Uni.createFrom()
                .completionStage(() -> once(address, headers).toCompletionStage())
                .onFailure(failure -> number < config.attempts() && mayPass(failure))
                .recoverWithUni(failure -> {
                    var pause = pauseAfter(number, failure);
                    Log.infof("%s: %s, trying again in %d ms", address.getHost(), told(failure), pause.toMillis());
                    return Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(pause)
                            .chain(() -> attempt(address, headers, number + 1));
                })
                .onFailure(failure -> !(failure instanceof FeedFailure))
                .transform(failure -> new FeedFailure("The feed cannot be reached: " + told(failure)));
    }

    private Future<Buffer> once(URI address, Map<String, String> headers) {
        var request = new RequestOptions()
                .setAbsoluteURI(address.toString())
                .setMethod(HttpMethod.GET)
                .setFollowRedirects(false);
        headers.forEach(request::putHeader);
        return http.request(request).compose(this::withinTime);
    }

    /** A deadline over all: a server that drips a byte now and then never idles. */
    private Future<Buffer> withinTime(HttpClientRequest request) {
        var body = Promise.<Buffer>promise();
        var deadline = vertx.setTimer(config.timeout().toMillis(), late -> {
            body.tryFail(new FeedBusy("The feed took longer than %s".formatted(config.timeout()), Duration.ZERO));
            request.reset();
        });
        request.send().onSuccess(answer -> receive(answer, body)).onFailure(body::tryFail);
        return body.future().onComplete(done -> vertx.cancelTimer(deadline));
    }

    private void receive(HttpClientResponse answer, Promise<Buffer> body) {
        // also for those we break off ourselves: without a handler each is logged as an error
        answer.exceptionHandler(body::tryFail);
        if (answer.statusCode() != 200) {
            body.tryFail(refusal(answer));
            answer.request().reset();
            return;
        }
        var received = Buffer.buffer();
        answer.endHandler(end -> body.tryComplete(received));
        answer.handler(part -> {
            if (received.length() + part.length() > config.maxBody().asLongValue()) {
                body.tryFail(new FeedFailure("The feed is larger than %d bytes"
                        .formatted(config.maxBody().asLongValue())));
                answer.request().reset();
            } else {
                received.appendBuffer(part);
            }
        });
    }

    private static FeedFailure refusal(HttpClientResponse answer) {
        var status = answer.statusCode();
        if (status >= 300 && status < 400) {
            return new FeedFailure("The feed answered %d and wants us elsewhere, where we do not go".formatted(status));
        }
        var message = "The feed answered %d".formatted(status);
        return status == 429 || status >= 500
                ? new FeedBusy(message, secondsIn(answer.getHeader("Retry-After")))
                : new FeedFailure(message);
    }

    private static Duration secondsIn(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ZERO;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof FeedBusy || !(failure instanceof FeedFailure);
    }

    private Duration pauseAfter(int number, Throwable failure) {
        var grown = config.firstPause().multipliedBy(1L << Math.min(number - 1, 20));
        var asked = failure instanceof FeedBusy busy ? busy.retryAfter() : Duration.ZERO;
        var pause = asked.compareTo(grown) > 0 ? asked : grown;
        return pause.compareTo(config.longestPause()) > 0 ? config.longestPause() : pause;
    }

    private static String told(Throwable failure) {
        return failure instanceof FeedFailure
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }
}
