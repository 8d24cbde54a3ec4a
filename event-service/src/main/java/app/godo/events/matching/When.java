package app.godo.events.matching;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * When an Event is, by the clock on its wall.
 *
 * @param end null when not told
 * @param timed false when only the date of {@code start} counts
 */
public record When(LocalDateTime start, LocalDateTime end, boolean timed) {

    LocalDate day() {
        return start.toLocalDate();
    }

    /** Midnight sharp is what software writes for a time that it does not know. */
    boolean namesHour() {
        return timed && !start.toLocalTime().equals(LocalTime.MIDNIGHT);
    }
}
