package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Refused;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** What the failure of an upstream means. */
final class Failures {

    /** Nobody took the connection, or who took it hung up before the head of an answer. */
    static boolean isSilence(Throwable failure) {
        return failure instanceof IOException || failure instanceof HttpClosedException;
    }

    /** Whether it says something of the service: not where we or the client gave up, nor where no connection was free. */
    static boolean isTheServices(Throwable failure) {
        return !(failure instanceof Refused
                || failure instanceof StreamResetException
                || failure instanceof ConnectionPoolTooBusyException);
    }

    /** Tells the breaker what a failed attempt says of the service. */
    static void tell(Breaker.Ticket attempt, Throwable failure) {
        if (isTheServices(failure)) {
            attempt.failed();
        } else {
            attempt.unknown();
        }
    }

    static Refused refusalOf(Throwable failure) {
        if (failure instanceof Refused already) {
            return already;
        }
        return nobodyThere(failure) || failure instanceof ConnectionPoolTooBusyException
                ? Refused.serviceUnavailable()
                : Refused.badGateway();
    }

    /** Nothing was sent: nobody took the connection. */
    private static boolean nobodyThere(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    private Failures() {}
}
