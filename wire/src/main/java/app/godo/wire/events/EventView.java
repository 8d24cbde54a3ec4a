package app.godo.wire.events;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.Size;

/**
 * An Event on the wire, alike in every answer and Fact that holds one.
 *
 * @param description null for none
 * @param dateTime the start
 * @param endTime after the start, null when unknown
 * @param timeZone IANA id of the place
 * @param allDay the clock part of the times means nothing
 * @param timeTbd only the date of {@code dateTime} is known
 * @param scheduleStatus {@code scheduled|postponed|rescheduled|cancelled|moved_online} (schema.org EventStatusType), or
 *     {@code unconfirmed}: whoever listed it does no longer, and has not said why
 * @param locationKind {@code in_person|online|hybrid}
 * @param locationAddress null when unknown
 * @param latitude degrees north (WGS 84), null together with {@code longitude}
 * @param longitude degrees east, null likewise
 * @param neighborhood name from the list of New York neighbourhoods, null outside of them
 * @param borough null outside of the city
 * @param priceMin minor units of {@code currency}, null unless {@code priceKnown}
 * @param priceMax likewise null
 * @param imageUrl null for none
 * @param capacity seats, null when unlimited or unknown
 * @param currentAttendees seats taken through Godo; fewer than five are told as 0, or as 1 where the caller has one of them, unless
 *     they are all that there are. Who submitted the Event is told the number
 * @param waitlistLength how many wait for a seat, told likewise
 * @param externalUrl null for none
 * @param accessibilityInfo what makes it possible to come
 * @param transitScore 1 (far from any train) to 10, null when the place is unknown
 * @param myAttendance the caller's own status, null when none or when nobody asks
 * @param mySwipe the caller's own Direction, null likewise
 * @param version grows with every change; the ETag
 * @param sources who tells of it, and what is taken from whom; empty for what a person submitted
 * @param mergedInto the Event that took its place when the two were found to be one, null for every other
 * @param externalRemaining seats that its seller still has, null when unknown: they are none of ours
 * @param externalRemainingAt since when the seller has said so, null likewise
 * @param isFeatured put forward by a moderator
 * @param seriesId the series of which it is one occurrence, null for none
 */
public record EventView(
        UUID id,
        String title,
        String description,
        Instant dateTime,
        Instant endTime,
        String timeZone,
        boolean allDay,
        boolean timeTbd,
        String scheduleStatus,
        String locationKind,
        String locationName,
        String locationAddress,
        Double latitude,
        Double longitude,
        String neighborhood,
        String borough,
        String category,
        @Size(max = EventView.MOST_TAGS) List<String> tags,
        Integer priceMin,
        Integer priceMax,
        String currency,
        boolean priceKnown,
        boolean isFree,
        String imageUrl,
        Integer capacity,
        int currentAttendees,
        int waitlistLength,
        String source,
        String externalUrl,
        boolean isUserGenerated,
        String moderationStatus,
        JsonNode accessibilityInfo,
        Integer transitScore,
        String myAttendance,
        String mySwipe,
        long version,
        Instant createdAt,
        Instant updatedAt,
        List<EventSource> sources,
        UUID mergedInto,
        Integer externalRemaining,
        Instant externalRemainingAt,
        boolean isFeatured,
        UUID seriesId) {

    /** A Fact from before there were sources has none. */
    public EventView {
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** As the database says. */
    static final int MOST_TAGS = 50;

    /** Most things take no longer. */
    private static final Duration LONGEST_WITHOUT_AN_END = Duration.ofHours(3);

    /**
     * Whether it will take place and has not begun, as of {@code now}. When one begins of which only the day is known nobody can
     * say: it is upcoming until it is over. One that was merged into another is not what to look for.
     */
    public boolean upcoming(Instant now) {
        return upcomingUntil().isAfter(now) && !cancelled() && mergedInto == null;
    }

    /** When it begins, or where only its day is known, when that is over. */
    public Instant upcomingUntil() {
        return allDay || timeTbd ? overAt() : dateTime;
    }

    /**
     * When it has ended; without an end, when its day is over if only that is known, else three hours after it began. As {@code
     * events.over_at} in the database.
     */
    public Instant overAt() {
        if (endTime != null) {
            return endTime;
        }
        var zone = ZoneId.of(timeZone);
        return allDay || timeTbd
                ? LocalDate.ofInstant(dateTime, zone)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                : dateTime.plus(LONGEST_WITHOUT_AN_END);
    }

    public boolean cancelled() {
        return "cancelled".equals(scheduleStatus);
    }

    /**
     * Its description as far as it may leave our own pages, e.g. in a calendar that is subscribed to; null when whoever wrote it does
     * not let it be handed on.
     */
    public String descriptionToHandOn() {
        return sources.stream()
                        .filter(source -> source.fields().contains("description"))
                        .allMatch(source -> Boolean.TRUE.equals(source.redistributable()))
                ? description
                : null;
    }

    /** Whether nobody tells of it any more who would let us say more than when it was to be: whoever did may not be quoted now. */
    public boolean withdrawn() {
        return "unconfirmed".equals(scheduleStatus) && sources.isEmpty();
    }
}
