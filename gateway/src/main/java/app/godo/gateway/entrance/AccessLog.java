package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Exchange;
import app.godo.wire.problem.LoggedPath;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * One line a request, in the category {@value #CATEGORY}: at INFO for who was turned away for a reason of security or found no
 * route, at DEBUG for all others. It holds no secrets: no header but the user agent, no query, and of a path only words and ids.
 * Who floods us does not flood the log, nor hide others in it: an address has few lines a second, half of all lines are for whoever
 * has had none yet, and when the second is over it is said how many were left out, and of whom most;
 * {@code godo.gateway.log.unsaid} counts them.
 */
@ApplicationScoped
class AccessLog {

    static final String CATEGORY = "app.godo.access";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final Set<Integer> OF_SECURITY = Set.of(401, 403, 429);

    /** Of a second. */
    private static final int MOST_ADDRESSES = 50;

    private static final int MOST_REPEATED = 50;
    private static final int MOST_OF_ONE_ADDRESS = 10;

    private static final Pattern UNSAFE = Pattern.compile("[^ -~]|[\"\\\\]");
    private static final int LONGEST_AGENT = 100;

    private final Vertx vertx;
    private final Counter leftOut;
    /** By address, since this second began. */
    private final Map<String, Wish> wishes = new HashMap<>();

    private int repeated;
    private int unsaid;
    private boolean counting;

    private record Wish(String client, int lines) {}

    AccessLog(Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.leftOut = meters.counter("godo.gateway.log.unsaid");
    }

    /** @param status 0 when the client had gone before there was an answer */
    void write(Exchange exchange, String route, int status) {
        if (OF_SECURITY.contains(status) || exchange.route() == null) {
            if (hasLineLeft(exchange)) {
                LOG.info(line(exchange, route, status));
            }
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(line(exchange, route, status));
        }
    }

    private synchronized boolean hasLineLeft(Exchange exchange) {
        if (!counting) {
            counting = true;
            vertx.setTimer(1_000, over -> beginAgain());
        }
        var address = exchange.network().key();
        var had = wishes.get(address);
        if (had != null || wishes.size() < MOST_ADDRESSES) {
            wishes.put(address, new Wish(exchange.client(), had == null ? 1 : had.lines() + 1));
            if (had == null) {
                return true;
            }
            if (had.lines() < MOST_OF_ONE_ADDRESS && repeated < MOST_REPEATED) {
                repeated++;
                return true;
            }
        }
        unsaid++;
        leftOut.increment();
        return false;
    }

    private synchronized void beginAgain() {
        if (unsaid > 0) {
            var most = Collections.max(wishes.values(), Comparator.comparingInt(Wish::lines));
            LOG.infof("unsaid=%d most=%s", unsaid, most.client());
        }
        wishes.clear();
        repeated = 0;
        unsaid = 0;
        counting = false;
    }

    private static String line(Exchange exchange, String route, int status) {
        var request = exchange.request();
        var caller = exchange.caller();
        var reason = exchange.refusal() == null ? "service" : exchange.refusal();
        var agent = request.getHeader("User-Agent");
        return "status=%d reason=%s method=%s route=%s path=%s address=%s user=%s session=%s request=%s trace=%s millis=%d agent=\"%s\""
                .formatted(
                        status,
                        status < 400 ? "none" : reason,
                        request.method(),
                        route,
                        LoggedPath.of(request.path()),
                        exchange.client(),
                        caller == null ? "none" : caller.userId(),
                        caller == null ? "none" : caller.sessionId(),
                        exchange.id(),
                        exchange.trace(),
                        exchange.nanos() / 1_000_000,
                        agent == null ? "" : printable(agent));
    }

    static String printable(String agent) {
        var cut = agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
        return UNSAFE.matcher(cut).replaceAll("?");
    }
}
