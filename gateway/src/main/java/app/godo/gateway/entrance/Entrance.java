package app.godo.gateway.entrance;

import app.godo.gateway.callers.Callers;
import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import app.godo.gateway.forwarding.Forwarding;
import app.godo.gateway.limits.RateLimiter;
import app.godo.gateway.limits.Verdict;
import app.godo.gateway.routing.RouteTable;
import app.godo.wire.caller.AccessToken;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Every request comes in here: is it one, where does it go, who asks, how often; then on it goes. */
@ApplicationScoped
class Entrance implements Handler<HttpServerRequest> {

    private final TrustedProxies proxies;
    private final WellFormed wellFormed;
    private final Origins origins;
    private final SmallBodies bodies;
    private final ClientVersions versions;
    private final RouteTable routes;
    private final AdminPort adminPort;
    private final Callers callers;
    private final RateLimiter limiter;
    private final Forwarding forwarding;
    private final Answers answers;
    private final Traffic traffic;
    private final Vertx vertx;

    Entrance(
            TrustedProxies proxies,
            WellFormed wellFormed,
            Origins origins,
            SmallBodies bodies,
            ClientVersions versions,
            RouteTable routes,
            AdminPort adminPort,
            Callers callers,
            RateLimiter limiter,
            Forwarding forwarding,
            Answers answers,
            Traffic traffic,
            Vertx vertx) {
        this.proxies = proxies;
        this.wellFormed = wellFormed;
        this.origins = origins;
        this.bodies = bodies;
        this.versions = versions;
        this.routes = routes;
        this.adminPort = adminPort;
        this.callers = callers;
        this.limiter = limiter;
        this.forwarding = forwarding;
        this.answers = answers;
        this.traffic = traffic;
        this.vertx = vertx;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (answers.isClosing(request.connection())) {
            return;
        }
        request.pause();
        var exchange = entered(request);
        try {
            wellFormed.check(request);
            var port = request.localAddress().port();
            var route = routes.find(request.method(), request.path())
                    .filter(found -> adminPort.leadsTo(found.reach(), port));
            route.ifPresent(exchange::goesTo);
            if (!traffic.isFair(exchange)) {
                throw Refused.tooManyAtOnce();
            }
            if (route.isEmpty()) {
                count(exchange, RateLimiter.BY_ADDRESS, null).onComplete(step(exchange, Entrance::findNothing));
                return;
            }
            if (!isSentFirst(exchange)) {
                takePlace(exchange);
            }
            if (origins.isPreflight(request)) {
                count(exchange, RateLimiter.PREFLIGHT, null).onComplete(step(exchange, () -> origins.answer(exchange)));
                return;
            }
            admit(exchange);
        } catch (RuntimeException no) {
            answers.refuse(exchange, no);
        }
    }

    private static void findNothing() {
        throw Refused.nothingHere();
    }

    /** Where a place is short, a body comes before one is taken. */
    private static boolean isSentFirst(Exchange exchange) {
        return exchange.route().smallBody() && exchange.hasBody();
    }

    private void takePlace(Exchange exchange) {
        if (!traffic.hasPlaceFor(exchange.route())) {
            throw Refused.overloaded();
        }
    }

    /** An app that is too old hears so before its token is spoken of, which it would only renew. */
    private void letIn(Exchange exchange, AsyncResult<?> caller) {
        wellFormed.checkFor(exchange.route(), exchange.request());
        versions.check(exchange.request());
        if (caller.failed()) {
            answers.refuse(exchange, caller.cause());
            return;
        }
        if (!isSentFirst(exchange)) {
            forwarding.send(exchange);
            return;
        }
        if (!traffic.maySend(exchange.route())) {
            throw Refused.overloaded();
        }
        bodies.read(exchange).onComplete(read -> traffic.hasSent()).onComplete(step(exchange, () -> {
            takePlace(exchange);
            forwarding.send(exchange);
        }));
    }

    private Exchange entered(HttpServerRequest request) {
        var exchange = new Exchange(request, vertx.getOrCreateContext(), proxies.clientOf(request));
        origins.introduce(exchange);
        traffic.entered(exchange);
        return exchange;
    }

    /** What could not even be decoded. */
    void unreadable(HttpServerRequest request) {
        if (answers.isClosing(request.connection())) {
            return;
        }
        answers.refuse(entered(request), wellFormed.unreadable(request));
    }

    /**
     * Whoever has found a route is counted before they are told anything: those whose token does not hold by where they come from,
     * and, as everybody whose token is new here, before its signature is checked, which is work; those who bring what the route does
     * not take, or too old an app, like everybody. Futures of Vert.x and not Unis: those carry the framework's contexts through every
     * step, which here nobody needs and every request would pay for.
     */
    private void admit(Exchange exchange) {
        var caller = callers.identify(
                exchange.request(), exchange.route(), () -> count(exchange, RateLimiter.NEW_TOKEN, null));
        caller.transform(known -> known.cause() instanceof Refused tooMany
                        ? Future.failedFuture(tooMany)
                        : count(exchange, known.succeeded() ? known.result() : Optional.empty()))
                .onComplete(step(exchange, () -> letIn(exchange, caller)));
    }

    private Future<Void> count(Exchange exchange, Optional<AccessToken> token) {
        exchange.comesFrom(token.orElse(null));
        return count(
                exchange,
                exchange.route().rate(),
                token.map(AccessToken::userId).orElse(null));
    }

    private Future<Void> count(Exchange exchange, String rate, UUID userId) {
        return limiter.take(rate, userId, exchange.network()).map(counted -> {
            counted.ifPresent(verdict -> judge(exchange, verdict));
            return null;
        });
    }

    private static void judge(Exchange exchange, Verdict verdict) {
        exchange.judged(verdict);
        if (!verdict.allowed()) {
            throw Refused.rateLimited();
        }
    }

    /**
     * What comes next if all went well so far. Nobody listens to what a subscriber throws: whoever waits for the answer would
     * wait for ever.
     */
    private Handler<AsyncResult<Void>> step(Exchange exchange, Runnable next) {
        return soFar -> onLoop(exchange, () -> {
            try {
                if (soFar.succeeded()) {
                    next.run();
                } else {
                    answers.refuse(exchange, soFar.cause());
                }
            } catch (RuntimeException no) {
                answers.refuse(exchange, no);
            }
        });
    }

    /** Tokens and quotas may have been looked up on another event loop; the request belongs to its own. */
    private static void onLoop(Exchange exchange, Runnable step) {
        if (Vertx.currentContext() == exchange.context()) {
            step.run();
        } else {
            exchange.context().runOnContext(now -> step.run());
        }
    }
}
