package app.godo.reco.training;

import java.util.Arrays;
import java.util.UUID;

/** Events by number, for who asks of ten thousand in a row: without an object each, so that all of it stays near. */
final class EventNumbers {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] high;
    private final long[] low;
    private final int[] numbers;
    private final int shift;

    EventNumbers(UUID[] events) {
        var bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(2 * events.length));
        shift = Long.SIZE - bits;
        high = new long[1 << bits];
        low = new long[1 << bits];
        numbers = new int[1 << bits];
        Arrays.fill(numbers, -1);
        for (var n = 0; n < events.length; n++) {
            var place = placeOf(events[n]);
            high[place] = events[n].getMostSignificantBits();
            low[place] = events[n].getLeastSignificantBits();
            numbers[place] = n;
        }
    }

    /** -1 for one that has none. */
    int of(UUID event) {
        return numbers[placeOf(event)];
    }

    /** Where it is, or where it would be: more than half of the places are free. */
    private int placeOf(UUID event) {
        var one = event.getMostSignificantBits();
        var other = event.getLeastSignificantBits();
        var place = (int) ((one ^ other) * SPREAD >>> shift);
        while (numbers[place] >= 0 && (high[place] != one || low[place] != other)) {
            place = place + 1 & numbers.length - 1;
        }
        return place;
    }
}
