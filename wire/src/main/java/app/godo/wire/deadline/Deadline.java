package app.godo.wire.deadline;

import io.vertx.core.http.HttpServerRequest;

import java.util.OptionalLong;

/**
 * How long the gateway still waits for the answer's head, in the header {@value #HEADER}: a length, so that clocks need not agree.
 * It is believed as an upper bound only.
 */
public final class Deadline {

    public static final String HEADER = "X-Godo-Deadline-Millis";

    /** Nobody waits for longer, whatever is said. */
    static final long LONGEST_MILLIS = 120_000;

    private static final int MOST_DIGITS = 18;

    /** Milliseconds, 0 or less when it is too late already; empty where nothing is said that could be understood. */
    static OptionalLong of(HttpServerRequest request) {
        var said = request.getHeader(HEADER);
        if (said == null || !isNumber(said)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(LONGEST_MILLIS, Long.parseLong(said)));
    }

    private static boolean isNumber(String said) {
        var digits = said.startsWith("-") ? said.substring(1) : said;
        return !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Deadline() {}
}
