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

    /**
     * A Source lists an Event for the first time, or otherwise than before, or no more.
     *
     * @param listing as the Source tells it; of one that vanished, as it told it last
     * @param vanished whether the Source, read to its end, no longer lists it: of why, it says nothing
     * @param sourceKind how the Source is read, e.g. {@code ical}; null in Facts from before that was told
     * @param terms on which it may be used; null likewise
     */
    @FactType("app.godo.listing.seen.v1")
    record Seen(
            UUID factId,
            Instant at,
            String source,
            String externalId,
            Listing listing,
            Boolean vanished,
            String sourceKind,
            Terms terms)
            implements ListingFact {

        /** A Fact from before it was told means one that is listed. */
        public Seen {
            vanished = Boolean.TRUE.equals(vanished);
        }

        /** One of whose terms nothing is known. */
        public Seen(
                UUID factId,
                Instant at,
                String source,
                String externalId,
                Listing listing,
                Boolean vanished,
                String sourceKind) {
            this(factId, at, source, externalId, listing, vanished, sourceKind, null);
        }

        /** One that is listed, by a Source of which no more is known than its name. */
        public Seen(UUID factId, Instant at, String source, String externalId, Listing listing) {
            this(factId, at, source, externalId, listing, false, null);
        }
    }

    /**
     * A Listing is gone for good, because the terms on which its Source could be used have ended: whatever was taken from it must
     * not be shown any longer. What people said of its Event is theirs, and stays.
     */
    @FactType("app.godo.listing.withdrawn.v1")
    record Withdrawn(UUID factId, Instant at, String source, String externalId) implements ListingFact {}

    /**
     * On what terms a Source's Listings may be used.
     *
     * @param licence what they are called; null when that is not known
     * @param attribution what has to be said beside the Event; null when nothing
     * @param redistributable whether it may be handed on beyond our own pages, e.g. in a calendar that is subscribed to
     */
    record Terms(String licence, String attribution, boolean redistributable) {}

    /**
     * An Event as a Source tells it, already read into our words.
     *
     * @param scheduleStatus {@code scheduled|postponed|rescheduled|cancelled|moved_online}; null when the Source says nothing of it
     * @param startsAt the start; with {@code timeTbd} only its date in {@code timeZone} counts
     * @param locationKind {@code in_person|online|hybrid}; null, as in Facts from before there was one, means in person
     * @param priceMin minor units of {@code currency}; both prices null when the Source does not say
     * @param free true only on a positive sign of the Source
     * @param category one of the taxonomy, {@code other} when the Source's own has no counterpart
     * @param remaining how many seats the Source itself still has; null when it does not say
     * @param performers who is on, as far as the Source names them apart from the title; null in Facts from before they were told
     * @param links other addresses of the same Event that the Source gives, e.g. where its tickets are; null likewise
     * @param seriesId the Source's own id of the series of which it is one occurrence; null when it is none
     * @param accessibility what makes it possible to come; null when the Source says nothing of it
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
            Integer capacity,
            Integer remaining,
            List<String> performers,
            List<String> links,
            String seriesId,
            Accessibility accessibility) {

        /** A Listing of which no more is told than there was to tell at first. */
        public Listing(
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
                Integer capacity) {
            this(
                    title,
                    description,
                    scheduleStatus,
                    startsAt,
                    endsAt,
                    timeZone,
                    allDay,
                    timeTbd,
                    locationKind,
                    locationName,
                    locationAddress,
                    latitude,
                    longitude,
                    borough,
                    category,
                    tags,
                    priceMin,
                    priceMax,
                    currency,
                    priceKnown,
                    free,
                    imageUrl,
                    url,
                    capacity,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** What a Source says of coming and being there; of each, null when it says nothing. */
    record Accessibility(
            Boolean stepFree,
            Boolean asl,
            Boolean captions,
            Boolean quietSpace,
            Boolean genderNeutralRestroom,
            String notes) {}
}
