package app.godo.reco.tastes;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A swipe as far as it teaches, whether a Fact tells of it or the database. */
record Swiped(UUID eventId, UUID swipeId, Direction direction, Instant swipedAt) {

    /** How many bytes of a mark say which of two swipes is the later. */
    static final int ORDER_BYTES = 3 * Long.BYTES;

    private static final long MICROS = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final int MARK_BYTES = ORDER_BYTES + 1 + Integer.BYTES;

    static Swiped of(SwipeFact.Recorded fact) {
        return new Swiped(fact.eventId(), fact.swipeId(), fact.direction(), fact.swipedAt());
    }

    static Swiped of(SwipeFact.Undone fact) {
        return new Swiped(fact.eventId(), fact.swipeId(), fact.direction(), fact.swipedAt());
    }

    /** What holds in the place of the one that was undone, null when nothing does. */
    static Swiped heldAfter(SwipeFact.Undone fact) {
        var held = fact.held();
        return held == null ? null : new Swiped(fact.eventId(), held.swipeId(), held.direction(), held.swipedAt());
    }

    Tally tally() {
        return Tally.of(direction);
    }

    /**
     * What is kept of it for each Event, so that it can be taken out of the sums again: when it was (microseconds, as the
     * database has it) and its id, in bytes that sort as the database sorts them; which way; and a check on the facets it
     * counted for. These are not kept themselves: they are the Event's, and nearly always still are.
     */
    byte[] mark(List<String> facets) {
        return ByteBuffer.allocate(MARK_BYTES)
                .putLong(micros(swipedAt))
                .putLong(swipeId.getMostSignificantBits())
                .putLong(swipeId.getLeastSignificantBits())
                .put(way(direction))
                .putInt(facets.hashCode())
                .array();
    }

    /** Whether a mark is of a swipe that was not to the left. */
    static boolean liked(byte[] mark) {
        return mark[ORDER_BYTES] != way(Direction.LEFT);
    }

    /** When a mark's swipe was, as the database has it. */
    static Instant swipedAt(byte[] mark) {
        var micros = ByteBuffer.wrap(mark).getLong();
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_A_MICRO);
    }

    /** What sorts behind the marks of all swipes up to this moment. */
    static byte[] endOf(Instant moment) {
        return ByteBuffer.allocate(ORDER_BYTES)
                .putLong(micros(moment))
                .putLong(-1)
                .putLong(-1)
                .array();
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * MICROS + moment.getNano() / NANOS_A_MICRO;
    }

    /** One letter for a Direction: its first. */
    static byte way(Direction direction) {
        return (byte) direction.word().charAt(0);
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
