package app.godo.users;

import java.util.function.Supplier;

/**
 * How quick two requests can be, asked in turn so that a busy machine slows both.
 *
 * @param one nanoseconds of the quickest of ten
 * @param other the same of the other
 */
public record Pace(long one, long other) {

    public static Pace of(Supplier<?> one, Supplier<?> other) {
        var quickestOne = Long.MAX_VALUE;
        var quickestOther = Long.MAX_VALUE;
        for (var times = 0; times < 10; times++) {
            quickestOne = Math.min(quickestOne, time(one));
            quickestOther = Math.min(quickestOther, time(other));
        }
        return new Pace(quickestOne, quickestOther);
    }

    private static long time(Supplier<?> request) {
        var start = System.nanoTime();
        request.get();
        return System.nanoTime() - start;
    }
}
