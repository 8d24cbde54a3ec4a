package app.godo.gateway.limits;

import java.time.Duration;

/**
 * So many requests in any window of this length.
 *
 * @param name as clients read it in the {@code RateLimit} fields
 * @param policy all of it as clients read it, written once
 */
public record Rate(String name, int requests, Duration window, String policy) {

    public Rate(String name, int requests, Duration window) {
        this(name, requests, window, "\"%s\";q=%d;w=%d".formatted(name, requests, window.toSeconds()));
        if (requests < 1 || window.toMillis() < 1000) {
            throw new IllegalArgumentException("rate %s: at least one request in at least a second, not %d in %s"
                    .formatted(name, requests, window));
        }
    }
}
