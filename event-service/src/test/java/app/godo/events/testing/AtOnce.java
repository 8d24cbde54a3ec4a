package app.godo.events.testing;

import app.godo.wire.testing.Person;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many people who do the same at the same moment. */
public final class AtOnce {

    /** What each of them gets, in the order of the people. */
    public static <T> List<T> each(List<Person> people, Function<Person, T> act) {
        var acts = people.stream()
                .map(person -> (Callable<T>) () -> act.apply(person))
                .toList();
        try (var pool = Executors.newFixedThreadPool(people.size())) {
            return pool.invokeAll(acts).stream().map(AtOnce::result).toList();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private AtOnce() {}
}
