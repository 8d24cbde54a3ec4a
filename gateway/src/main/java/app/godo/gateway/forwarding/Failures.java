package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Refused;
import io.vertx.core.http.ConnectionPoolTooBusyException;

import java.net.ConnectException;
import java.net.UnknownHostException;

/** What the failure of an upstream means to the client. */
final class Failures {

    /** Nothing was sent: nobody took the connection. */
    static boolean nobodyThere(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    static Refused refusalOf(Throwable failure) {
        if (failure instanceof Refused already) {
            return already;
        }
        return nobodyThere(failure) || failure instanceof ConnectionPoolTooBusyException
                ? Refused.serviceUnavailable()
                : Refused.badGateway();
    }

    private Failures() {}
}
