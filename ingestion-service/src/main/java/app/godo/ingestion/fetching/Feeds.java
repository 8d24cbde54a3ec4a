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
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Fetches what a Source's address answers. Nothing a feed says is ever fetched, and nothing of our own network: redirects are
 * refused, because they would let the other side choose what is asked.
 */
@ApplicationScoped
public class Feeds {

    /** Nobody who asks for more than this means it. */
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final Vertx vertx;
    private final FeedsConfig config;
    private final Clock clock;
    private final Hosts hosts;
    private final HttpClient http;

    @Inject
    Feeds(Vertx vertx, FeedsConfig config, Clock clock) {
        this(vertx, config, clock, InetAddress::getAllByName);
    }

    Feeds(Vertx vertx, FeedsConfig config, Clock clock, Hosts.Resolver resolver) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.hosts = new Hosts(config.standIns().orElse(""), resolver);
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.timeout().toMillis()));
    }

    /**
     * A 200 or a 304. Busy servers and broken lines are tried again; a {@link FeedFailure} says what is final.
     *
     * @param leave asked before each attempt: fails when there must be no more
     */
    public Uni<Answer> fetch(Request request, Supplier<Uni<Void>> leave) {
        return attempt(request, leave, 1);
    }

    /** Waits until then when that is soon; {@link FeedResting} otherwise. */
    public Uni<Void> rest(Instant until) {
        var wait = Duration.between(clock.instant(), until);
        if (wait.compareTo(config.longestPause()) > 0) {
            return Uni.createFrom().failure(new FeedResting("The source answers no more for now", until));
        }
        return wait.isPositive()
                ? Uni.createFrom().voidItem().onItem().delayIt().by(wait)
                : Uni.createFrom().voidItem();
    }

    private Uni<Answer> attempt(Request request, Supplier<Uni<Void>> leave, int number) {
        return leave.get()
                .chain(() ->
                        Uni.createFrom().completionStage(() -> once(request).toCompletionStage()))
                .onFailure(failure -> number < config.attempts() && mayPass(failure))
                .recoverWithUni(failure -> {
                    var pause = pauseAfter(number, failure);
                    Log.infof(
                            "%s: %s, trying again in %d ms",
                            request.address().getHost(), told(failure), pause.toMillis());
                    return Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(pause)
                            .chain(() -> attempt(request, leave, number + 1));
                })
                .onFailure(failure -> !(failure instanceof FeedFailure))
                .transform(failure -> new FeedFailure("The feed cannot be reached: " + told(failure)));
    }

    private Future<Answer> once(Request request) {
        var placed = hosts.placed(request.address());
        return vertx.executeBlocking(() -> hosts.lookUp(placed), false).compose(host -> {
            var options = new RequestOptions()
                    .setAbsoluteURI(placed.toString())
                    .setServer(SocketAddress.inetSocketAddress(host))
                    .setMethod(request.body() == null ? HttpMethod.GET : HttpMethod.POST)
                    .setFollowRedirects(false)
                    .putHeader("User-Agent", "Godo");
            request.headers().forEach(options::putHeader);
            if (request.body() != null) {
                options.putHeader("Content-Type", "application/json");
            }
            return http.request(options).compose(open -> withinTime(open, request.body()));
        });
    }

    /** A deadline over all: a server that drips a byte now and then never idles. */
    private Future<Answer> withinTime(HttpClientRequest request, String posted) {
        var done = Promise.<Answer>promise();
        var deadline = vertx.setTimer(config.timeout().toMillis(), late -> {
            done.tryFail(new FeedBusy("The feed took longer than %s".formatted(config.timeout()), Duration.ZERO));
            request.reset();
        });
        var sent = posted == null ? request.send() : request.send(posted);
        sent.onSuccess(answer -> receive(answer, done)).onFailure(done::tryFail);
        return done.future().onComplete(end -> vertx.cancelTimer(deadline));
    }

    private void receive(HttpClientResponse answer, Promise<Answer> done) {
        // also for those we break off ourselves: without a handler each is logged as an error
        answer.exceptionHandler(done::tryFail);
        if (answer.statusCode() == 304) {
            done.tryComplete(answerOf(answer, null));
            return;
        }
        if (answer.statusCode() != 200) {
            done.tryFail(refusal(answer));
            answer.request().reset();
            return;
        }
        var received = Buffer.buffer();
        answer.endHandler(end -> done.tryComplete(answerOf(answer, received.getBytes())));
        answer.handler(part -> {
            if (received.length() + part.length() > config.maxBody().asLongValue()) {
                done.tryFail(new FeedFailure("The feed is larger than %d bytes"
                        .formatted(config.maxBody().asLongValue())));
                answer.request().reset();
            } else {
                received.appendBuffer(part);
            }
        });
    }

    private Answer answerOf(HttpClientResponse answer, byte[] body) {
        return new Answer(
                body,
                header(answer, "Content-Type", 255),
                header(answer, "ETag", 500),
                header(answer, "Last-Modified", 100),
                Limits.restUntil(answer, clock.instant()));
    }

    /** Null where it is longer than any honest one. */
    private static String header(HttpClientResponse answer, String name, int longest) {
        var value = answer.getHeader(name);
        return value == null || value.length() > longest || value.indexOf('\0') >= 0 ? null : value;
    }

    private FeedFailure refusal(HttpClientResponse answer) {
        var status = answer.statusCode();
        if (status >= 300 && status < 400) {
            return new FeedFailure("The feed answered %d and wants us elsewhere, where we do not go".formatted(status));
        }
        var message = "The feed answered %d".formatted(status);
        if (status != 429 && status < 500) {
            return new FeedRefused(status, message);
        }
        var now = clock.instant();
        var wait = Limits.retryAfter(answer, now);
        return wait.compareTo(config.longestPause()) > 0
                ? new FeedResting(message, now.plus(wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait))
                : new FeedBusy(message, wait);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof FeedBusy || !(failure instanceof FeedFailure);
    }

    /** Whoever names their pause gets it. */
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
