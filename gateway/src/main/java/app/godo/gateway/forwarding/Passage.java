package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import app.godo.wire.deadline.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One request's way through the proxy: what it says to the service, how long it may take, what becomes of a failure. */
final class Passage implements ProxyInterceptor {

    static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    static final CharSequence DEADLINE = HttpHeaders.createOptimized(Deadline.HEADER);

    /** Before a second try; by chance, so that those who failed together do not come again together. */
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private static final CharSequence EXPECT = HttpHeaders.createOptimized("Expect");

    private final Exchange exchange;
    private final Upstream service;
    private final Answers answers;
    private final Decks decks;
    private final Vertx vertx;
    private final Duration answerIdle;
    private CappedBody body;
    private HttpClientRequest upstream;
    private Breaker.Ticket ticket;
    private Throwable failure;

    Passage(Exchange exchange, Upstream service, Answers answers, Decks decks, Vertx vertx, Duration answerIdle) {
        this.exchange = exchange;
        this.service = service;
        this.answers = answers;
        this.decks = decks;
        this.vertx = vertx;
        this.answerIdle = answerIdle;
    }

    /** A connection to the service; unless it comes too late, the request goes over it. */
    Future<HttpClientRequest> reach() {
        return service.request(exchange.request().method()).compose(this::reached);
    }

    private Future<HttpClientRequest> reached(HttpClientRequest request) {
        if (failure != null) {
            request.reset();
            return Future.failedFuture(failure);
        }
        upstream = request;
        request.exceptionHandler(broken -> {}); // the answer's future fails of the same
        return Future.succeededFuture(request);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        address(context.request());
        carryBody(context.request());
        Promise<ProxyResponse> head = Promise.promise();
        var timer = vertx.setTimer(exchange.millisLeft(), late -> giveUp(head));
        attempt(context)
                .recover(broken -> mayRepeat(broken) ? repeat(context) : Future.failedFuture(broken))
                .onComplete(answered -> {
                    vertx.cancelTimer(timer);
                    if (answered.succeeded()) {
                        head.tryComplete(answered.result());
                    } else {
                        fail(answered.cause());
                        head.tryFail(failure);
                    }
                });
        return head.future();
    }

    private Future<ProxyResponse> attempt(ProxyContext context) {
        var admitted = service.breaker().admit(isHarmless());
        if (admitted.isEmpty()) {
            return Future.failedFuture(Refused.serviceUnavailable());
        }
        var attempt = admitted.get();
        ticket = attempt;
        service.retries().earn();
        upstream = null;
        context.request().putHeader(DEADLINE, Long.toString(exchange.millisLeft()));
        return context.sendRequest()
                .onSuccess(head -> attempt.succeeded())
                .onFailure(broken -> Failures.tell(attempt, broken));
    }

    /** Who signs in sends nothing else, and has sent all of it: there it may be lost, too. */
    private boolean isHarmless() {
        return body == null
                && (isRead(exchange.request().method()) || exchange.route().priority());
    }

    private boolean mayRepeat(Throwable broken) {
        return failure == null
                && body == null
                && isRead(exchange.request().method())
                && Failures.isSilence(broken)
                && !exchange.request().response().closed()
                && service.retries().spend();
    }

    private Future<ProxyResponse> repeat(ProxyContext context) {
        var pause = ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS) + 1;
        return vertx.timer(pause, TimeUnit.MILLISECONDS)
                .compose(now -> failure == null ? attempt(context) : Future.failedFuture(failure));
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        if (!isAway(context.response()) || !Decks.canTakeThePlaceFor(exchange)) {
            return pass(context);
        }
        return decks.deal(exchange)
                .compose(deck -> {
                    context.response().release();
                    return answers.give(exchange, deck);
                })
                .recover(nothingEither -> exchange.request().response().headWritten()
                        ? Future.failedFuture(nothingEither)
                        : pass(context));
    }

    /** Whether the service gave no answer, or none that it wanted to give. */
    private boolean isAway(ProxyResponse answer) {
        return failure != null || answer.getStatusCode() >= 500;
    }

    private Future<Void> pass(ProxyContext context) {
        if (failure != null) {
            answers.refuse(exchange, failure);
            return Future.succeededFuture();
        }
        var headers = context.response().headers();
        AnswerHeaders.clean(headers);
        exchange.dress(headers);
        watchBody(context.response());
        return context.sendResponse();
    }

    private void watchBody(ProxyResponse answer) {
        var coming = answer.getBody();
        if (coming == null || isEventStream(answer)) {
            return;
        }
        var response = exchange.request().response();
        var watched = new AnswerBody(
                coming.stream(), vertx, answerIdle, () -> response.ended() || response.closed(), this::breakOff);
        answer.setBody(Body.body(watched, coming.length()));
    }

    private static boolean isEventStream(ProxyResponse answer) {
        var type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    /** The rest of the answer does not come. */
    private void breakOff(Throwable cause) {
        if (cause instanceof Refused || Failures.isTheServices(cause)) {
            ticket.brokeOff();
        }
        upstream.reset();
    }

    private void address(ProxyRequest request) {
        var incoming = exchange.request();
        request.setURI(exchange.route().targetOf(incoming.path(), incoming.query()));
        if (incoming.authority() != null) {
            // links that a service makes lead back here
            request.setAuthority(incoming.authority());
        }
        if (exchange.client() != null) {
            request.putHeader(FORWARDED_FOR, exchange.client());
        }
        if (request.headers().contains(EXPECT)) {
            request.headers().remove(EXPECT);
            incoming.response().writeContinue();
        }
    }

    private void carryBody(ProxyRequest request) {
        var incoming = exchange.request();
        if (exchange.body() != null) {
            request.setBody(Body.body(exchange.body()));
        } else if (exchange.hasBody()) {
            body = new CappedBody(incoming, exchange.route().largestBody());
            request.setBody(Body.body(body, request.getBody().length()));
        } else {
            // not even an empty stream, which could be sent only once
            request.setBody(null);
            incoming.resume();
        }
    }

    private void giveUp(Promise<ProxyResponse> head) {
        // a client that sends slowly says nothing of the service, nor does a pool that others keep busy
        if (ticket != null) {
            if (upstream != null && exchange.request().isEnded()) {
                ticket.failed();
            } else {
                ticket.unknown();
            }
        }
        fail(Refused.deadlineExceeded());
        if (upstream != null) {
            upstream.reset();
        }
        head.tryFail(failure);
    }

    /** The first failure is the reason, what follows from it is not. */
    private void fail(Throwable cause) {
        if (failure == null) {
            failure = body != null && body.isTooLarge()
                    ? Refused.bodyTooLarge(exchange.route().largestBody())
                    : Failures.refusalOf(cause);
        }
    }
}
