package app.godo.events.listings;

import app.godo.events.matching.Traits;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What the Listings that were looked at lately were taken apart into: each is compared again and again, and learned from. As many
 * as that, and only as long as there is room for them; what is forgotten is taken apart once more.
 */
@ApplicationScoped
class Remembered {

    /** What {@link Experience} learns from, and some batches more. */
    static final int MOST = 7_000;

    private SoftReference<Map<String, One>> all = new SoftReference<>(null);

    /** @param fingerprint of what was taken apart */
    private record One(byte[] fingerprint, Traits traits) {}

    Traits traitsOf(Drafted drafted) {
        var known = find(drafted.key(), drafted.fingerprint());
        if (known != null) {
            return known;
        }
        var traits = Traits.of(drafted.compared());
        put(drafted.key(), new One(drafted.fingerprint(), traits));
        return traits;
    }

    /** Null when it is not remembered as it is told now. */
    synchronized Traits find(String key, byte[] fingerprint) {
        var remembered = all.get();
        var one = remembered == null ? null : remembered.get(key);
        return one != null && Arrays.equals(one.fingerprint(), fingerprint) ? one.traits() : null;
    }

    private synchronized void put(String key, One one) {
        var remembered = all.get();
        if (remembered == null) {
            remembered = new Lately();
            all = new SoftReference<>(remembered);
        }
        remembered.put(key, one);
    }

    private static final class Lately extends LinkedHashMap<String, One> {

        private static final long serialVersionUID = 1;

        Lately() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, One> eldest) {
            return size() > MOST;
        }
    }
}
