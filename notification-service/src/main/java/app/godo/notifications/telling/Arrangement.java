package app.godo.notifications.telling;

import app.godo.wire.events.EventView;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * When and where an Event takes place, as those who plan to be there need to know it.
 *
 * @param overAt when it has ended
 * @param locationAddress null when unknown
 */
record Arrangement(
        String title,
        Instant dateTime,
        String timeZone,
        boolean allDay,
        boolean timeTbd,
        Instant overAt,
        String scheduleStatus,
        String locationKind,
        String locationName,
        String locationAddress) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEEE, MMMM d, h:mm a", Locale.US);
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    static Arrangement of(EventView event) {
        return new Arrangement(
                event.title(),
                event.dateTime(),
                event.timeZone(),
                event.allDay(),
                event.timeTbd(),
                event.overAt(),
                event.scheduleStatus(),
                event.locationKind(),
                event.locationName(),
                event.locationAddress());
    }

    Arrangement calledOff() {
        return new Arrangement(
                title,
                dateTime,
                timeZone,
                allDay,
                timeTbd,
                overAt,
                "cancelled",
                locationKind,
                locationName,
                locationAddress);
    }

    /**
     * What has happened since this was told, in a few words; empty when it is nothing to tell anybody of. A cancellation was told
     * when it came.
     */
    Optional<String> news(Arrangement now) {
        return "cancelled".equals(now.scheduleStatus)
                ? Optional.empty()
                : Optional.ofNullable(statusOf(now)).or(() -> Optional.ofNullable(placeAndTimeOf(now)));
    }

    /** Another status says more than what came with it. */
    private String statusOf(Arrangement now) {
        if (now.scheduleStatus.equals(scheduleStatus)) {
            return null;
        }
        return switch (now.scheduleStatus) {
            case "postponed" -> "Postponed";
            case "unconfirmed" -> "Unconfirmed";
            case "moved_online" -> "Now online";
            default ->
                switch (scheduleStatus) {
                    case "cancelled" -> "Takes place after all";
                    case "postponed", "unconfirmed" -> "Confirmed";
                    default -> null;
                };
        };
    }

    private String placeAndTimeOf(Arrangement now) {
        var sameTime = time().equals(now.time());
        if (samePlaceAs(now)) {
            return sameTime ? null : "New time";
        }
        return sameTime ? "New place" : "New time and place";
    }

    /** An address that is told for the first time moves nothing. */
    private boolean samePlaceAs(Arrangement now) {
        return locationKind.equals(now.locationKind)
                && locationName.equals(now.locationName)
                && (locationAddress == null || Objects.equals(locationAddress, now.locationAddress));
    }

    /** As people say it: both what was and what is. */
    String to(Arrangement now) {
        return "Before: %s. Now: %s.%s"
                .formatted(
                        whole(),
                        now.whole(),
                        "unconfirmed".equals(now.scheduleStatus) ? " Nobody lists it any more." : "");
    }

    /** When and where, in a line. */
    String whole() {
        return "postponed".equals(scheduleStatus) ? "no date yet, " + place() : time() + ", " + place();
    }

    private String place() {
        return "online".equals(locationKind) || locationAddress == null
                ? locationName
                : locationName + ", " + locationAddress;
    }

    /** The day where it takes place. */
    String day() {
        return DAY.format(dateTime.atZone(zone()));
    }

    /** The day and, where it is known, the time of day where it takes place. */
    private String time() {
        return allDay || timeTbd ? day() : TIME.format(dateTime.atZone(zone()));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            return NEW_YORK; // a day that may be off by one is better than not being told
        }
    }
}
