package app.godo.wire.leasing;

import java.time.Duration;

/**
 * The right to run a job for a while.
 *
 * @param fence grows with every holder, so that a holder who slept through the end of its lease is told from the next one
 * @param length how long it holds from each sign of life
 */
public record Lease(String job, String holder, long fence, Duration length) {}
