package app.godo.wire.time;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids made by the application: UUID version 7 (RFC 9562, 5.7). What this process makes later sorts later: the twelve bits after
 * the milliseconds count, and run on into the next millisecond when they are used up (6.2, method 1).
 */
public final class Ids {

    private static final AtomicLong LAST = new AtomicLong();

    public static UUID next() {
        var now = System.currentTimeMillis() << 12;
        var tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        var high = (tick >>> 12) << 16 | 0x7000L | tick & 0x0FFFL;
        var low = Random.SECURE.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }

    private Ids() {}
}
