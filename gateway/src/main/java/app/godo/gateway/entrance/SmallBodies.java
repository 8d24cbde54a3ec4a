package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads small bodies whole, so that who sends slowly is waited for here and not by a service. */
@ApplicationScoped
class SmallBodies {

    private final Vertx vertx;
    private final Duration within;

    SmallBodies(Vertx vertx, EntranceConfig config) {
        this.vertx = vertx;
        this.within = config.smallBodyWithin();
    }

    /** On the exchange's loop; what it brings is known afterwards. Fails with {@link Refused} when it is too large or too slow. */
    Future<Void> read(Exchange exchange) {
        var request = exchange.request();
        var most = exchange.route().largestBody();
        var body = Buffer.buffer();
        Promise<Void> whole = Promise.promise();
        request.handler(part -> {
            if (body.length() + part.length() > most) {
                whole.tryFail(Refused.bodyTooLarge(most));
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(ended -> {
            exchange.brings(body);
            whole.tryComplete();
        });
        request.exceptionHandler(gone -> whole.tryFail(Refused.malformed("The body broke off.")));
        var timer = vertx.setTimer(within.toMillis(), late -> whole.tryFail(Refused.bodyTooSlow()));
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.headers().remove(HttpHeaders.EXPECT);
            request.response().writeContinue();
        }
        request.resume();
        return whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }
}
