package app.godo.load;

import org.HdrHistogram.Histogram;

import java.time.Duration;

/**
 * What came of a path's requests.
 *
 * @param nanos how long each answer took
 * @param errors answers other than 2xx, and requests without an answer
 */
record Measured(HotPath path, Duration took, Histogram nanos, long errors) {

    /** Both runs as one. */
    Measured and(Measured other) {
        var both = nanos.copy();
        both.add(other.nanos);
        return new Measured(path, took.plus(other.took), both, errors + other.errors);
    }

    long requests() {
        return nanos.getTotalCount();
    }

    double perSecond() {
        return requests() * 1e3 / took.toMillis();
    }
}
