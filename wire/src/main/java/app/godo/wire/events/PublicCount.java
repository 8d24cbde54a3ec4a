package app.godo.wire.events;

/**
 * How many people of an Event anybody is told (spec R-PRV-7, "round public counts under 5"). Of a handful of people a count says
 * whether one more has come, and so of somebody who hides it that they are there: fewer than five are none. Two things are told
 * all the same, for the reader knows them anyway: that they are one of them themselves, and that no seat is left, of which the
 * refusal {@code event-full} speaks to everybody. Whoever submitted an Event is told the number, because they have to know for how
 * many they set out chairs, and so are moderators where they decide on it; Facts hold it too, for they stay among the services.
 */
public final class PublicCount {

    /** Fewer than these are none. */
    private static final int LEAST = 5;

    /**
     * @param capacity seats that there are, null when unlimited or unknown
     * @param status what the reader said of the Event, null for nothing
     */
    public static int ofSeats(int taken, Integer capacity, String status) {
        var told = of(taken, "going".equals(status) || "attended".equals(status));
        return capacity != null && taken >= capacity ? Math.max(told, capacity) : told;
    }

    /** @param status likewise */
    public static int ofWaiting(int waiting, String status) {
        return of(waiting, "waitlisted".equals(status));
    }

    private static int of(int people, boolean readerIsOne) {
        return people >= LEAST ? people : readerIsOne ? 1 : 0;
    }

    private PublicCount() {}
}
