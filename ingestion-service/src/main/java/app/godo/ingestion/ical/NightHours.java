package app.godo.ingestion.ical;

import app.godo.ingestion.sources.Row;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Public Events seldom begin at night: where many do, the feed's zone is a wrong one. */
final class NightHours {

    private static final LocalTime NIGHT = LocalTime.of(1, 0);
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final int FEW = 2;

    /** What a person should look at, if it is so. */
    static Optional<String> of(List<Row> rows) {
        var timed = rows.stream()
                .filter(Row.Read.class::isInstance)
                .map(row -> ((Row.Read) row).listing())
                .filter(listing -> !listing.allDay() && !listing.timeTbd())
                .toList();
        var atNight = timed.stream()
                .filter(listing -> isAtNight(LocalTime.ofInstant(listing.startsAt(), ZoneId.of(listing.timeZone()))))
                .count();
        return atNight > FEW && atNight * 5 > timed.size() || atNight > 0 && atNight * 2 >= timed.size()
                ? Optional.of(
                        "%d of %d begin between 1 and 6 at night: the feed's zone may be wrong, and the Source's zone can say which is right"
                                .formatted(atNight, timed.size()))
                : Optional.empty();
    }

    private static boolean isAtNight(LocalTime time) {
        return !time.isBefore(NIGHT) && time.isBefore(MORNING);
    }

    private NightHours() {}
}
