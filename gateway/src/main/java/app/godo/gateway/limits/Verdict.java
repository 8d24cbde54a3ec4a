package app.godo.gateway.limits;

import java.time.Duration;

/**
 * What a request found of its quota.
 *
 * @param remaining requests that may follow at once
 * @param reset until the quota grows again
 */
public record Verdict(Rate rate, boolean allowed, int remaining, Duration reset) {

    /** Whole seconds to wait, never none. */
    long resetSeconds() {
        return Math.max(1, (reset.toMillis() + 999) / 1000);
    }
}
