package app.godo.reco.models;

import java.util.Arrays;

/**
 * Who chose what: a sparse matrix of ones, people × items, held by rows and by columns. Rows and columns are sorted and hold
 * nothing twice.
 */
public final class Choices {

    private final int[] rowStart;
    private final int[] rowItems;
    private final int[] columnStart;
    private final int[] columnUsers;

    private Choices(int[] rowStart, int[] rowItems, int items) {
        this.rowStart = rowStart;
        this.rowItems = rowItems;
        this.columnStart = new int[items + 1];
        this.columnUsers = new int[rowItems.length];
        for (var item : rowItems) {
            columnStart[item + 1]++;
        }
        for (var item = 0; item < items; item++) {
            columnStart[item + 1] += columnStart[item];
        }
        var next = Arrays.copyOf(columnStart, items);
        for (var user = 0; user < users(); user++) {
            for (var at = rowStart[user]; at < rowStart[user + 1]; at++) {
                columnUsers[next[rowItems[at]]++] = user;
            }
        }
    }

    /** The pairs ({@code user[n]}, {@code item[n]}), in any order, also when some come twice. */
    public static Choices of(int users, int items, int[] user, int[] item) {
        var pairs = new long[user.length];
        for (var n = 0; n < pairs.length; n++) {
            pairs[n] = (long) user[n] << 32 | item[n];
        }
        Arrays.sort(pairs);
        var rowStart = new int[users + 1];
        var rowItems = new int[pairs.length];
        var size = 0;
        for (var n = 0; n < pairs.length; n++) {
            if (n == 0 || pairs[n] != pairs[n - 1]) {
                rowItems[size++] = (int) pairs[n];
                rowStart[(int) (pairs[n] >> 32) + 1]++;
            }
        }
        for (var row = 0; row < users; row++) {
            rowStart[row + 1] += rowStart[row];
        }
        return new Choices(rowStart, Arrays.copyOf(rowItems, size), items);
    }

    public int users() {
        return rowStart.length - 1;
    }

    public int items() {
        return columnStart.length - 1;
    }

    public int size() {
        return rowItems.length;
    }

    /** How many items the person chose. */
    public int of(int user) {
        return rowStart[user + 1] - rowStart[user];
    }

    /** How many people chose the item. */
    public int by(int item) {
        return columnStart[item + 1] - columnStart[item];
    }

    public boolean has(int user, int item) {
        return Arrays.binarySearch(rowItems, rowStart[user], rowStart[user + 1], item) >= 0;
    }

    public int[] row(int user) {
        return Arrays.copyOfRange(rowItems, rowStart[user], rowStart[user + 1]);
    }

    public int[] column(int item) {
        return Arrays.copyOfRange(columnUsers, columnStart[item], columnStart[item + 1]);
    }

    int rowFrom(int user) {
        return rowStart[user];
    }

    int columnFrom(int item) {
        return columnStart[item];
    }

    int[] rowItems() {
        return rowItems;
    }

    int[] columnUsers() {
        return columnUsers;
    }
}
