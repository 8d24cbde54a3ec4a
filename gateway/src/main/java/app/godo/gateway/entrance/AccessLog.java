package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Exchange;
import org.jboss.logging.Logger;

import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * One line a request, in the category {@value #CATEGORY}: at INFO for who was turned away for a reason of security, at DEBUG for
 * all others. It holds no secrets: no header but the user agent, no query, and of a path only words and ids.
 */
@ApplicationScoped
class AccessLog {

    static final String CATEGORY = "app.godo.access";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final Set<Integer> OF_SECURITY = Set.of(401, 403, 429);

    /** Who floods us does not flood the log. */
    static final int MOST_LINES_A_SECOND = 100;

    private static final Pattern WORD_OR_ID =
            Pattern.compile("[a-z_-]{1,24}|v\\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern UNSAFE = Pattern.compile("[^ -~]|[\"\\\\]");
    private static final int LONGEST_AGENT = 100;

    private final Clock clock;
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger lines = new AtomicInteger();

    AccessLog(Clock clock) {
        this.clock = clock;
    }

    /** @param status 0 when the client had gone before there was an answer */
    void write(Exchange exchange, String route, int status) {
        if (OF_SECURITY.contains(status)) {
            if (hasLineLeft()) {
                LOG.info(line(exchange, route, status));
            }
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(line(exchange, route, status));
        }
    }

    private boolean hasLineLeft() {
        var now = clock.instant().getEpochSecond();
        if (second.getAndSet(now) != now) {
            var unsaid = lines.getAndSet(0) - MOST_LINES_A_SECOND;
            if (unsaid > 0) {
                LOG.infof("unsaid=%d", unsaid);
            }
        }
        return lines.incrementAndGet() <= MOST_LINES_A_SECOND;
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
                        path(request.path()),
                        exchange.client(),
                        caller == null ? "none" : caller.userId(),
                        caller == null ? "none" : caller.sessionId(),
                        exchange.id(),
                        exchange.trace(),
                        exchange.nanos() / 1_000_000,
                        agent == null ? "" : printable(agent));
    }

    /** Whatever else a segment is, it may be what lets someone in. */
    static String path(String path) {
        return path == null
                ? "none"
                : Arrays.stream(path.split("/", -1))
                        .map(part -> part.isEmpty() || WORD_OR_ID.matcher(part).matches() ? part : "*")
                        .collect(Collectors.joining("/"));
    }

    static String printable(String agent) {
        var cut = agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
        return UNSAFE.matcher(cut).replaceAll("?");
    }
}
