package app.godo.reco.models;

import java.util.List;

/**
 * What is known of items beside who chose them.
 *
 * @param count how many there are
 * @param attributes what items have in common
 * @param latitude degrees, NaN when unknown; an empty array when no item has a place
 * @param longitude degrees
 * @param start epoch milliseconds, {@link #NEVER} when unknown; an empty array when no item has a start
 */
public record Items(int count, List<Attribute> attributes, float[] latitude, float[] longitude, long[] start) {

    public static final long NEVER = Long.MIN_VALUE;

    /**
     * One thing that items have in common, an organiser, a category or an hour of the week.
     *
     * @param values how many different values there are
     * @param of the values of each item, none when unknown, several for tags
     */
    public record Attribute(String name, int values, int[][] of) {}

    public boolean placed() {
        return latitude.length > 0;
    }

    public boolean timed() {
        return start.length > 0;
    }

    public int attribute(String name) {
        for (var a = 0; a < attributes.size(); a++) {
            if (attributes.get(a).name().equals(name)) {
                return a;
            }
        }
        return -1;
    }
}
