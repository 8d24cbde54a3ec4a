package app.godo.gateway.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;

class LocalWindowsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private Instant now = NOON;
    private final LocalWindows windows = new LocalWindows(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void five_an_hour_are_five_an_hour() {
        assertEquals(5, allowed(new Rate("signup", 5, Duration.ofHours(1)), Duration.ofMinutes(59)));
    }

    @Test
    void a_day_s_worth_is_given_out_by_the_hour() {
        assertEquals(10, allowed(new Rate("daily", 240, Duration.ofDays(1)), Duration.ofMinutes(59)));
    }

    /** Of one request a second. */
    private long allowed(Rate rate, Duration within) {
        return IntStream.range(0, (int) within.toSeconds())
                .filter(second -> {
                    now = NOON.plusSeconds(second);
                    return windows.take(rate, "someone").allowed();
                })
                .count();
    }
}
