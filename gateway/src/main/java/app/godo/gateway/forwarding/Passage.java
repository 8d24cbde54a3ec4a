package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;

/** One request's way through the proxy: what it says to the service, how long it may take, what becomes of a failure. */
final class Passage implements ProxyInterceptor {

    static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence EXPECT = HttpHeaders.createOptimized("Expect");

    private final Exchange exchange;
    private final Answers answers;
    private final Vertx vertx;
    private final long largestBody;
    private CappedBody body;
    private HttpClientRequest upstream;
    private Throwable failure;

    Passage(Exchange exchange, Answers answers, Vertx vertx, long largestBody) {
        this.exchange = exchange;
        this.answers = answers;
        this.vertx = vertx;
        this.largestBody = largestBody;
    }

    /** There is a connection to the service; unless it came too late, the request goes over it. */
    Future<HttpClientRequest> reached(HttpClientRequest request) {
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
        capBody(context.request());
        Promise<ProxyResponse> head = Promise.promise();
        var timer = vertx.setTimer(exchange.route().timeout().toMillis(), late -> giveUp(head));
        context.sendRequest().onComplete(answered -> {
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

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        if (failure != null) {
            answers.refuse(exchange, failure);
            return Future.succeededFuture();
        }
        var headers = context.response().headers();
        AnswerHeaders.clean(headers);
        exchange.dress(headers);
        return context.sendResponse();
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

    private void capBody(ProxyRequest request) {
        body = new CappedBody(exchange.request(), largestBody);
        request.setBody(Body.body(body, request.getBody().length()));
    }

    private void giveUp(Promise<ProxyResponse> head) {
        fail(Refused.deadlineExceeded());
        if (upstream != null) {
            upstream.reset();
        }
        head.tryFail(failure);
    }

    /** The first failure is the reason, what follows from it is not. */
    private void fail(Throwable cause) {
        if (failure == null) {
            failure = body.isTooLarge() ? Refused.bodyTooLarge(largestBody) : Failures.refusalOf(cause);
        }
    }
}
