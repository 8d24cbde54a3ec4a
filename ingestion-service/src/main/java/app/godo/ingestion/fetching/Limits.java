package app.godo.ingestion.fetching;

import io.vertx.core.http.HttpClientResponse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** What an answer's headers say of when to ask again. */
final class Limits {

    private static final List<String> LEFT =
            List.of("Rate-Limit-Available", "X-RateLimit-Remaining", "X-Rate-Limit-Remaining", "RateLimit-Remaining");
    private static final List<String> RESET =
            List.of("Rate-Limit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset", "RateLimit-Reset");

    /** {@code token:XYZ 1000/1000 reset=1200s}, Eventbrite's way: what is used of what there is. */
    private static final Pattern USED = Pattern.compile("\\b(\\d{1,9})/(\\d{1,9}) reset=(\\d{1,9})s");

    /** From here on a number is no span: it counts from 1970, in seconds or, larger still, in milliseconds. */
    private static final long A_MOMENT = 1_000_000_000L;

    private static final long MILLISECONDS = 100_000_000_000L;

    /** How long to wait before the same is asked again: zero when it does not say. A date or seconds (RFC 9110). */
    static Duration retryAfter(HttpClientResponse answer, Instant now) {
        var text = answer.getHeader("Retry-After");
        if (text == null) {
            var rest = restUntil(answer, now);
            return rest == null ? Duration.ZERO : Duration.between(now, rest);
        }
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var wait = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException neither) {
            return Duration.ZERO;
        }
    }

    /** When the next request is answered, where this was the last that is; null otherwise. */
    static Instant restUntil(HttpClientResponse answer, Instant now) {
        var used = USED.matcher(String.valueOf(answer.getHeader("X-Rate-Limit")));
        if (used.find() && Long.parseLong(used.group(1)) >= Long.parseLong(used.group(2))) {
            return now.plusSeconds(Long.parseLong(used.group(3)));
        }
        var left = number(answer, LEFT);
        var reset = number(answer, RESET);
        if (left == null || left > 0 || reset == null) {
            return null;
        }
        var moment = reset < A_MOMENT
                ? now.plusSeconds(reset)
                : reset < MILLISECONDS ? Instant.ofEpochSecond(reset) : Instant.ofEpochMilli(reset);
        return moment.isAfter(now) ? moment : null;
    }

    private static Long number(HttpClientResponse answer, List<String> names) {
        for (var name : names) {
            var text = answer.getHeader(name);
            if (text != null && text.strip().matches("\\d{1,15}")) {
                return Long.valueOf(text.strip());
            }
        }
        return null;
    }

    private Limits() {}
}
