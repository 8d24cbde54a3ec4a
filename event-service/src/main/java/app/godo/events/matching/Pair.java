package app.godo.events.matching;

/** Two Listings by their keys, in the one order there is. */
public record Pair(String one, String other) implements Comparable<Pair> {

    public Pair {
        if (one.compareTo(other) >= 0) {
            throw new IllegalArgumentException("no pair in order: %s and %s".formatted(one, other));
        }
    }

    public static Pair of(String key, String another) {
        return key.compareTo(another) < 0 ? new Pair(key, another) : new Pair(another, key);
    }

    boolean has(String key) {
        return one.equals(key) || other.equals(key);
    }

    @Override
    public int compareTo(Pair that) {
        var byOne = one.compareTo(that.one);
        return byOne != 0 ? byOne : other.compareTo(that.other);
    }
}
