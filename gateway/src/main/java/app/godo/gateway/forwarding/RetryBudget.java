package app.godo.gateway.forwarding;

import java.util.concurrent.atomic.AtomicInteger;

/** Of all attempts at a service at most every eleventh is a second one: whoever is in trouble is not asked twice as much. */
final class RetryBudget {

    private static final int REQUESTS_A_RETRY = 10;
    private static final int MOST_SAVED = 10 * REQUESTS_A_RETRY;

    private final AtomicInteger saved = new AtomicInteger();
    private final AtomicInteger spent = new AtomicInteger();

    /** A request is sent. */
    void earn() {
        if (saved.get() < MOST_SAVED) {
            saved.incrementAndGet();
        }
    }

    /** Whether one may be sent again; if so, that is paid for. */
    boolean spend() {
        var before = saved.getAndUpdate(earned -> earned >= REQUESTS_A_RETRY ? earned - REQUESTS_A_RETRY : earned);
        if (before < REQUESTS_A_RETRY) {
            return false;
        }
        spent.incrementAndGet();
        return true;
    }

    /** How many were sent again. */
    int spent() {
        return spent.get();
    }
}
