package app.godo.notifications.realtime;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a person's stream, on the wire {@code <epoch>-<offset>}.
 *
 * @param epoch changes when the history was lost, so that an old offset means nothing any more
 * @param offset counts from 1; 0 is before the first
 */
record Position(String epoch, long offset) {

    /** In no stream at all. */
    static final Position NOWHERE = new Position("", 0);

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");

    static Optional<Position> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Position(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** Whether it is further on in the same stream. */
    boolean isAfter(Position other) {
        return epoch.equals(other.epoch) && offset > other.offset;
    }

    /** Whether it is there or further on in the same stream. */
    boolean isFrom(Position other) {
        return epoch.equals(other.epoch) && offset >= other.offset;
    }

    @Override
    public String toString() {
        return epoch + "-" + offset;
    }
}
