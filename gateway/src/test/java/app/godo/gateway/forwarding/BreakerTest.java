package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class BreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private long now;
    private final Breaker breaker = new Breaker(PAUSE, () -> now);

    @Test
    @DisplayName("D-06: ten failures open it, whatever was before")
    void ten_failures_open_it() {
        times(50, breaker::succeeded);
        times(9, breaker::failed);
        assertTrue(breaker.admits());

        breaker.failed();

        assertFalse(breaker.admits());
        assertTrue(breaker.isOpen());
        assertEquals(1, breaker.opened());
    }

    @Test
    void a_failure_now_and_then_does_not() {
        for (var i = 0; i < 1_000; i++) {
            times(2, breaker::succeeded);
            breaker.failed();
        }

        assertTrue(breaker.admits());
        assertEquals(0, breaker.opened());
    }

    @Test
    @DisplayName("D-06: after a pause one request goes to see, and an answer closes it")
    void one_request_goes_to_see() {
        times(10, breaker::failed);
        pass(PAUSE.minusMillis(1));
        assertFalse(breaker.admits());

        pass(Duration.ofMillis(1));

        assertTrue(breaker.admits());
        assertFalse(breaker.admits());
        breaker.succeeded();
        assertTrue(breaker.admits() && breaker.admits());
        times(9, breaker::failed);
        assertTrue(breaker.admits(), "what was before is forgotten");
    }

    @Test
    void a_probe_that_fails_opens_it_for_another_pause() {
        times(10, breaker::failed);
        pass(PAUSE);
        assertTrue(breaker.admits());

        breaker.failed();

        pass(PAUSE.minusMillis(1));
        assertFalse(breaker.admits());
        pass(Duration.ofMillis(1));
        assertTrue(breaker.admits());
    }

    @Test
    void a_probe_of_which_nothing_is_heard_makes_room_for_the_next() {
        times(10, breaker::failed);
        pass(PAUSE);
        assertTrue(breaker.admits());

        breaker.unknown();

        assertTrue(breaker.isOpen());
        assertTrue(breaker.admits());
        assertFalse(breaker.admits());
    }

    @Test
    void an_answer_to_what_was_asked_before_it_opened_does_not_close_it() {
        times(10, breaker::failed);

        breaker.succeeded();

        assertFalse(breaker.admits());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static void times(int often, Runnable what) {
        for (var i = 0; i < often; i++) {
            what.run();
        }
    }
}
