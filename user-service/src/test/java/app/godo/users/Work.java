package app.godo.users;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.micrometer.core.instrument.Metrics;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a request makes this process do, whatever else keeps the machine busy. What runs beside it only adds to that: the least of
 * twenty, asked in turn with another, is the request's own.
 *
 * @param statements what is sent to Postgres
 * @param hashing processor time of the threads that hash passwords, in nanoseconds
 */
public record Work(long statements, long hashing) {

    private static final int OF_EACH = 20;

    /** Less than one hash, and far more than no hash at all. */
    private static final Duration SOME = Duration.ofMillis(5);

    /** The two of them. */
    public record Pair(Work one, Work other) {

        /** Both hash a password, and what the one takes for it differs from the other's by less than a fifth. */
        public void hashAlike() {
            assertThat(other.hashing, is(greaterThan(SOME.toNanos())));
            assertThat(one.hashing, is(both(greaterThan(other.hashing * 4 / 5)).and(lessThan(other.hashing * 6 / 5))));
        }

        /** And they ask as much of Postgres. */
        public void areAlike() {
            hashAlike();
            assertThat(other.statements, is(greaterThan(0L)));
            assertThat(one.statements, is(other.statements));
        }
    }

    public static Pair of(Supplier<?> one, Supplier<?> other) {
        var least = new Pair(none(), none());
        for (var times = 0; times < OF_EACH; times++) {
            least = new Pair(least.one.or(doing(one)), least.other.or(doing(other)));
        }
        return least;
    }

    private static Work none() {
        return new Work(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private Work or(Work next) {
        return new Work(Math.min(statements, next.statements), Math.min(hashing, next.hashing));
    }

    private static Work doing(Supplier<?> request) {
        var before = new Work(sent(), hashed());
        request.get();
        return new Work(sent() - before.statements, hashed() - before.hashing);
    }

    private static long sent() {
        return Metrics.globalRegistry.find("postgresql.completed").counters().stream()
                .mapToLong(counter -> (long) counter.count())
                .sum();
    }

    private static long hashed() {
        var threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("argon2-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }
}
