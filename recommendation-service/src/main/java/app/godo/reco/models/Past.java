package app.godo.reco.models;

/**
 * What one person did, oldest first.
 *
 * @param items which items, an item as often as it was chosen or refused
 * @param times epoch milliseconds, all 0 when unknown
 * @param yes whether the item was chosen
 */
public record Past(int[] items, long[] times, boolean[] yes) {

    public static final Past NONE = new Past(new int[0], new long[0], new boolean[0]);

    public int size() {
        return items.length;
    }
}
