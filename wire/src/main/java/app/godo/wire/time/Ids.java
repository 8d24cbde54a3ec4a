package app.godo.wire.time;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids made by the application: UUID version 7 (RFC 9562, 5.7), so that what is made later sorts later. */
public final class Ids {

    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    static UUID at(long epochMillis) {
        var random = Random.SECURE.nextLong();
        var high = epochMillis << 16 | 0x7000L | random & 0x0FFFL;
        var low = Random.SECURE.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }

    private Ids() {}
}
