package app.godo.notifications.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class TurnsTest {

    private final Turns turns = new Turns(3);
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void no_more_than_so_many_are_at_work() {
        var all = IntStream.range(0, 50).mapToObj(this::work).toList();

        var done = Uni.join().all(all).andFailFast().await().atMost(Duration.ofSeconds(10));

        assertEquals(IntStream.range(0, 50).boxed().toList(), done);
        assertEquals(3, most.get());
    }

    @Test
    void who_fails_or_is_no_longer_waited_for_makes_room() {
        var failed = new ArrayList<Throwable>();
        for (var i = 0; i < 20; i++) {
            turns.take(() -> Uni.createFrom().failure(new IllegalStateException("no")))
                    .subscribe()
                    .with(item -> {}, failed::add);
            turns.take(() -> {
                        throw new IllegalStateException("not even begun");
                    })
                    .subscribe()
                    .with(item -> {}, failed::add);
            work(i).subscribe().with(item -> {}).cancel();
        }

        assertEquals(99, work(99).await().atMost(Duration.ofSeconds(10)));
        assertEquals(40, failed.size());
        assertTrue(most.get() <= 3);
    }

    private Uni<Integer> work(int number) {
        return turns.take(() -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            return Uni.createFrom()
                    .item(number)
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(5))
                    .invoke(done -> working.decrementAndGet());
        });
    }
}
