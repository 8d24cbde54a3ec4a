package app.godo.wire.facts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Published by ingestion-service on {@link Topics#EVENTS_INGESTED}, keyed by source and external id. */
public sealed interface ListingFact extends Fact {

    /** The Source's name, e.g. {@code nyc_parks}. */
    String source();

    /** The Source's own id of the Listing. */
    String externalId();

    @Override
    default String key() {
        return source() + ":" + externalId();
    }

    @Override
    default String topic() {
        return Topics.EVENTS_INGESTED;
    }

    /** A Source lists an Event for the first time, or lists it otherwise than before. */
    @FactType("app.godo.listing.seen.v1")
    record Seen(UUID factId, Instant at, String source, String externalId, Listing listing) implements ListingFact {}

    /**
     * An Event as a Source tells it, already read into our words.
     *
     * @param scheduleStatus {@code scheduled|postponed|rescheduled|cancelled|moved_online}
     * @param startsAt the start; with {@code timeTbd} only its date in {@code timeZone} counts
     * @param locationKind {@code in_person|online|hybrid}; null, as in Facts from before there was one, means in person
     * @param priceMin minor units of {@code currency}; both prices null when the Source does not say
     * @param free true only on a positive sign of the Source
     * @param category one of the taxonomy, {@code other} when the Source's own has no counterpart
     */
    record Listing(
            String title,
            String description,
            String scheduleStatus,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            boolean allDay,
            boolean timeTbd,
            String locationKind,
            String locationName,
            String locationAddress,
            Double latitude,
            Double longitude,
            String borough,
            String category,
            List<String> tags,
            Integer priceMin,
            Integer priceMax,
            String currency,
            boolean priceKnown,
            boolean free,
            String imageUrl,
            String url,
            Integer capacity) {}
}
