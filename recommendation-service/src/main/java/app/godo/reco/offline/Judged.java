package app.godo.reco.offline;

/**
 * Rows that were judged or are to be: who, what, when, and what they said.
 *
 * @param time epoch milliseconds, empty when unknown
 * @param value what was said, in its own unit; 0 where it is asked
 * @param yes 1 or 0; 0 where it is asked
 */
record Judged(int[] user, int[] item, long[] time, float[] value, float[] yes) {

    int size() {
        return user.length;
    }
}
