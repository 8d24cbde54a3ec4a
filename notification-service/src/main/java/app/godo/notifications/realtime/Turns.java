package app.godo.notifications.realtime;

import io.smallrye.mutiny.Uni;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** So many at once, the others in line: what two thousand sockets ask for at one moment is more than a pool of connections takes. */
final class Turns {

    private final Queue<Runnable> line = new ArrayDeque<>();
    private int free;

    Turns(int atOnce) {
        this.free = atOnce;
    }

    /** Does the work when it is its turn, to its end, even if nobody waits for it any more; it has to have an end. */
    <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(done -> enter(() -> Uni.createFrom()
                        .deferred(work::get)
                        .onTermination()
                        .invoke(this::leave)
                        .subscribe()
                        .with(done::complete, done::fail)));
    }

    private void enter(Runnable turn) {
        synchronized (this) {
            if (free == 0) {
                line.add(turn);
                return;
            }
            free--;
        }
        turn.run();
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = line.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }
}
