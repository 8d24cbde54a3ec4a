package app.godo.reco.training;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A trained model of the deck: what the likes of others add to an Event's log-odds, beside what somebody is fond of by their own.
 * Never changes: another model is another version.
 */
public final class DeckModel {

    private static final int FORMAT = 3;

    private final long version;
    private final UUID[] events;
    private final EventNumbers numbers;
    private final Affinity affinity;

    private final Tried tried;

    /** In log-odds, of one of affinity; never below 0. */
    private final double worth;

    private final Mix mix;

    /** How many liked each Event that is to come, and how many did not. */
    record Tried(int[] likes, int[] passes) {

        static Tried nothing(int events) {
            return new Tried(new int[events], new int[events]);
        }
    }

    DeckModel(long version, UUID[] events, Affinity affinity, Tried tried, double worth, Mix mix) {
        this.version = version;
        this.events = events;
        this.affinity = affinity;
        this.tried = tried;
        this.worth = worth;
        this.mix = mix;
        this.numbers = new EventNumbers(events);
    }

    public long version() {
        return version;
    }

    /** How it puts terms together. */
    public Mix mix() {
        return mix;
    }

    /** The same that puts them together otherwise. */
    DeckModel with(Mix other) {
        return new DeckModel(version, events, affinity, tried, worth, other);
    }

    /** How many had liked an Event that was to come, when it was trained. */
    public int likes(UUID event) {
        var number = number(event);
        return number < 0 ? 0 : tried.likes[number];
    }

    /** How many had not. */
    public int passes(UUID event) {
        var number = number(event);
        return number < 0 ? 0 : tried.passes[number];
    }

    /** What it says to somebody who liked these. */
    public Liking of(Iterable<UUID> liked) {
        return new Liking(this, liked);
    }

    /** Its number for an Event, -1 for one it does not know. */
    int number(UUID event) {
        return numbers.of(event);
    }

    int size() {
        return events.length;
    }

    /** Those Events it says something for to whoever liked this one. */
    int[] near(int event) {
        return affinity.near[event];
    }

    /** What it adds to each of {@link #near}, in log-odds. */
    double adds(int event, int place) {
        return worth * affinity.weight[event][place];
    }

    /** All but its version. Events of which it says nothing and that nobody has tried are left out. */
    byte[] bytes() {
        var says = new boolean[events.length];
        var entries = 0;
        for (var n = 0; n < events.length; n++) {
            says[n] |= tried.likes[n] + tried.passes[n] > 0;
            for (var other : affinity.near[n]) {
                says[n] = true;
                says[other] = true;
                entries++;
            }
        }
        var place = new int[events.length];
        var held = 0;
        for (var n = 0; n < events.length; n++) {
            place[n] = says[n] ? held++ : -1;
        }
        var bytes = ByteBuffer.allocate(2 * Integer.BYTES
                + Double.BYTES
                + held * (2 * Long.BYTES + 3 * Integer.BYTES)
                + entries * (Integer.BYTES + Float.BYTES)
                + mix.bytes());
        bytes.putInt(FORMAT).putDouble(worth).putInt(held);
        for (var n = 0; n < events.length; n++) {
            if (says[n]) {
                bytes.putLong(events[n].getMostSignificantBits()).putLong(events[n].getLeastSignificantBits());
            }
        }
        for (var n = 0; n < events.length; n++) {
            if (says[n]) {
                bytes.putInt(tried.likes[n]).putInt(tried.passes[n]).putInt(affinity.near[n].length);
                for (var at = 0; at < affinity.near[n].length; at++) {
                    bytes.putInt(place[affinity.near[n][at]]).putFloat(affinity.weight[n][at]);
                }
            }
        }
        mix.write(bytes);
        return bytes.array();
    }

    /** Whether it was kept as this release keeps models: one of another release does not serve here. */
    static boolean isReadable(byte[] kept) {
        return ByteBuffer.wrap(kept).getInt() == FORMAT;
    }

    /** @param kept one that is readable */
    static DeckModel of(long version, byte[] kept) {
        var bytes = ByteBuffer.wrap(kept).position(Integer.BYTES);
        var worth = bytes.getDouble();
        var events = new UUID[bytes.getInt()];
        for (var n = 0; n < events.length; n++) {
            events[n] = new UUID(bytes.getLong(), bytes.getLong());
        }
        var near = new int[events.length][];
        var weight = new float[events.length][];
        var tried = Tried.nothing(events.length);
        for (var n = 0; n < events.length; n++) {
            tried.likes[n] = bytes.getInt();
            tried.passes[n] = bytes.getInt();
            near[n] = new int[bytes.getInt()];
            weight[n] = new float[near[n].length];
            for (var at = 0; at < near[n].length; at++) {
                near[n][at] = bytes.getInt();
                weight[n][at] = bytes.getFloat();
            }
        }
        return new DeckModel(version, events, new Affinity(near, weight), tried, worth, Mix.read(bytes));
    }
}
