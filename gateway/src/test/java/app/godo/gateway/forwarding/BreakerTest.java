package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

class BreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 8;

    private volatile long now;
    private final Breaker breaker = new Breaker(PAUSE, () -> now);

    @Test
    @DisplayName("D-06: ten failures open it, whatever was before")
    void ten_failures_open_it() {
        times(50, Breaker.Ticket::succeeded);
        times(9, Breaker.Ticket::failed);
        assertTrue(reads().isPresent());

        times(1, Breaker.Ticket::failed);

        assertTrue(reads().isEmpty());
        assertTrue(breaker.isOpen());
        assertEquals(1, breaker.opened());
    }

    @Test
    void a_failure_now_and_then_does_not() {
        for (var i = 0; i < 1_000; i++) {
            times(2, Breaker.Ticket::succeeded);
            times(1, Breaker.Ticket::failed);
        }

        assertTrue(reads().isPresent());
        assertEquals(0, breaker.opened());
    }

    @Test
    @DisplayName("D-06: answers that begin and do not end are failures")
    void ten_that_break_off_open_it() {
        times(10, ticket -> {
            ticket.succeeded();
            ticket.brokeOff();
        });

        assertTrue(breaker.isOpen());
    }

    @Test
    @DisplayName("D-06: after a pause one request goes to see, and an answer closes it")
    void one_request_goes_to_see() {
        times(10, Breaker.Ticket::failed);
        pass(PAUSE.minusMillis(1));
        assertTrue(reads().isEmpty());

        pass(Duration.ofMillis(1));

        var probe = reads().orElseThrow();
        assertTrue(reads().isEmpty());
        probe.succeeded();
        assertTrue(reads().isPresent() && reads().isPresent());
        times(9, Breaker.Ticket::failed);
        assertFalse(breaker.isOpen(), "what was before is forgotten");
    }

    @Test
    void a_probe_that_fails_opens_it_for_another_pause() {
        var probe = probing();

        probe.failed();

        pass(PAUSE.minusMillis(1));
        assertTrue(reads().isEmpty());
        pass(Duration.ofMillis(1));
        assertTrue(reads().isPresent());
    }

    @Test
    void a_probe_of_which_nothing_is_known_makes_room_for_the_next() {
        var probe = probing();

        probe.unknown();

        assertTrue(breaker.isOpen());
        assertTrue(reads().isPresent());
        assertTrue(reads().isEmpty());
    }

    @Test
    @DisplayName("D-06: a probe of which nothing is heard is given up after a pause, and not believed later")
    void a_probe_of_which_nothing_is_heard_is_given_up() {
        var silent = probing();
        pass(PAUSE.minusMillis(1));
        assertTrue(reads().isEmpty());

        pass(Duration.ofMillis(1));

        var next = reads().orElseThrow();
        silent.succeeded();
        assertTrue(breaker.isOpen());
        next.succeeded();
        assertFalse(breaker.isOpen());
    }

    @Test
    @DisplayName("D-06: what was asked before it opened neither closes it, nor opens it again once it has closed")
    void late_outcomes_of_others_are_not_believed() {
        var before = Stream.generate(() -> reads().orElseThrow()).limit(60).toList();
        times(10, Breaker.Ticket::failed);
        before.subList(0, 10).forEach(Breaker.Ticket::succeeded);
        assertTrue(breaker.isOpen());
        pass(PAUSE);

        var probe = reads().orElseThrow();

        before.subList(10, 20).forEach(Breaker.Ticket::succeeded);
        assertTrue(breaker.isOpen(), "the probe has not been heard of");
        before.subList(20, 30).forEach(Breaker.Ticket::failed);
        before.subList(30, 40).forEach(Breaker.Ticket::unknown);
        assertTrue(reads().isEmpty(), "it is still on its way");
        assertEquals(1, breaker.opened());
        probe.succeeded();
        before.subList(40, 60).forEach(Breaker.Ticket::failed);
        assertFalse(breaker.isOpen());
    }

    @Test
    @DisplayName("D-06: what may change something does not go to see, unless nothing else comes for long")
    void what_may_change_something_does_not_go_to_see() {
        times(10, Breaker.Ticket::failed);
        pass(PAUSE.multipliedBy(5).minusMillis(1));
        assertTrue(breaker.admit(false).isEmpty());

        pass(Duration.ofMillis(1));

        assertTrue(breaker.admit(false).isPresent());
    }

    @Test
    void an_outcome_is_told_once() {
        var ticket = reads().orElseThrow();
        for (var i = 0; i < 20; i++) {
            ticket.failed();
        }

        assertFalse(breaker.isOpen());
    }

    @Test
    @DisplayName("D-06: however many ask at once, one goes to see, and only what it hears counts")
    void of_many_at_once_one_goes_to_see() throws Exception {
        for (var round = 0; round < 200; round++) {
            var late =
                    Stream.generate(() -> reads().orElseThrow()).limit(AT_ONCE).toList();
            times(10, Breaker.Ticket::failed);
            pass(PAUSE);

            var admitted = atOnce(i -> () -> {
                if (i % 2 == 0) {
                    late.get(i).succeeded();
                } else {
                    late.get(i).failed();
                }
                return reads();
            });

            var probes = admitted.stream().flatMap(Optional::stream).toList();
            assertEquals(1, probes.size());
            assertTrue(breaker.isOpen());
            assertEquals(round + 1, breaker.opened());
            probes.getFirst().succeeded();
            assertFalse(breaker.isOpen());
        }
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> what) throws Exception {
        var ready = new CyclicBarrier(AT_ONCE);
        var answers = new ArrayList<T>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = new ArrayList<Callable<T>>();
            for (var i = 0; i < AT_ONCE; i++) {
                var one = what.apply(i);
                all.add(() -> {
                    ready.await();
                    return one.call();
                });
            }
            for (var answer : threads.invokeAll(all)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private Optional<Breaker.Ticket> reads() {
        return breaker.admit(true);
    }

    private Breaker.Ticket probing() {
        times(10, Breaker.Ticket::failed);
        pass(PAUSE);
        return reads().orElseThrow();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void times(int often, Consumer<Breaker.Ticket> outcome) {
        for (var i = 0; i < often; i++) {
            outcome.accept(reads().orElseThrow());
        }
    }
}
