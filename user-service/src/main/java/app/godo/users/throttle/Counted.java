package app.godo.users.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * What came of an attempt.
 *
 * @param delay how long to wait instead, zero to go ahead
 * @param pause until when the next one has to wait because of this one, null when it need not
 */
record Counted(Duration delay, Instant pause) {}
