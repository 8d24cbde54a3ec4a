package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.routing.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpHeaders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;

/** The requests that are on their way, measured when they have gone. */
@ApplicationScoped
class Traffic {

    private static final long LEAST_MILLIS = 1_000;

    private record Kind(String route, int status) {}

    private final MeterRegistry meters;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger onTheirWay;
    private final AtomicInteger sending = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AccessLog log;
    private final int places;
    private final int placesKept;
    private final int mostOfOneAddress;
    private volatile boolean draining;

    Traffic(MeterRegistry meters, AccessLog log, EntranceConfig config) {
        this.meters = meters;
        this.log = log;
        this.places = config.mostRequests();
        this.placesKept = config.placesKept();
        this.mostOfOneAddress = config.mostOfOneAddress();
        if (placesKept >= places) {
            throw new IllegalArgumentException("of %d places %d are kept: none is left".formatted(places, placesKept));
        }
        this.onTheirWay = meters.gauge("godo.gateway.requests.current", new AtomicInteger());
    }

    void entered(Exchange exchange) {
        onTheirWay.incrementAndGet();
        byAddress.merge(exchange.network().key(), 1, Integer::sum);
        var response = exchange.request().response();
        if (draining) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        exchange.whenOver(() -> left(exchange));
        response.endHandler(ended -> exchange.over());
        response.closeHandler(closed -> exchange.over());
    }

    /** Whether this one's address has no more than its share of those that have entered. */
    boolean isFair(Exchange exchange) {
        return byAddress.getOrDefault(exchange.network().key(), 0) <= mostOfOneAddress;
    }

    /** Whether there is a place for one that has entered; the last are kept for routes with priority. */
    boolean hasPlaceFor(Route route) {
        return onTheirWay.get() - sending.get() <= placesFor(route) || turnedAway(route);
    }

    private int placesFor(Route route) {
        return route.priority() ? places : places - placesKept;
    }

    /** Counts it, and says no. */
    private boolean turnedAway(Route route) {
        meters.counter("godo.gateway.shed", "priority", Boolean.toString(route.priority()))
                .increment();
        return false;
    }

    /**
     * Those whose body is still to come hold no place meanwhile, as long as they are not more than there are places for them.
     *
     * @return whether it may send; if so, {@link #hasSent} is to follow
     */
    boolean maySend(Route route) {
        if (sending.incrementAndGet() <= placesFor(route)) {
            return true;
        }
        sending.decrementAndGet();
        return turnedAway(route);
    }

    void hasSent() {
        sending.decrementAndGet();
    }

    private void left(Exchange exchange) {
        onTheirWay.decrementAndGet();
        byAddress.computeIfPresent(exchange.network().key(), (key, many) -> many == 1 ? null : many - 1);
        var request = exchange.request();
        var route = exchange.route() == null ? "none" : exchange.route().name();
        // 0: the client was gone before there was an answer
        var status = request.response().headWritten() ? request.response().getStatusCode() : 0;
        timers.computeIfAbsent(new Kind(route, status), this::timer).record(exchange.nanos(), TimeUnit.NANOSECONDS);
        log.write(exchange, route, status);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("godo.gateway.requests")
                .tag("route", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .register(meters);
    }

    /** From now on answers say that the connection ends. */
    void startDraining() {
        draining = true;
    }

    /**
     * Waits for those on their way, and a second at least: whoever keeps a connection open has had an answer by then that says
     * it ends, and sends nothing more over it.
     *
     * @return whether all have gone in time
     */
    boolean drain(long patienceMillis) throws InterruptedException {
        var begin = System.nanoTime();
        var soonest = begin + TimeUnit.MILLISECONDS.toNanos(Math.min(LEAST_MILLIS, patienceMillis));
        var deadline = begin + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (System.nanoTime() < soonest || onTheirWay.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return onTheirWay.get() == 0;
    }
}
