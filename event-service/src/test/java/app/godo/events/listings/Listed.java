package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;
import app.godo.wire.time.Ids;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What a Source lists, in the words of these tests. */
record Listed(
        String externalId,
        String title,
        String status,
        Instant startsAt,
        Instant endsAt,
        Double latitude,
        Double longitude,
        Integer priceMin,
        Integer priceMax,
        boolean free,
        Integer capacity,
        String locationKind) {

    static final String SOURCE = "nyc_parks";

    /** A concert in Times Square tomorrow. */
    static Listed concert() {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
        return new Listed(
                UUID.randomUUID().toString(),
                "Piano in the square",
                "scheduled",
                start,
                start.plus(Duration.ofHours(2)),
                40.7580,
                -73.9855,
                null,
                null,
                true,
                null,
                "in_person");
    }

    Listed held(String otherLocationKind) {
        return new Listed(
                externalId,
                title,
                status,
                startsAt,
                endsAt,
                latitude,
                longitude,
                priceMin,
                priceMax,
                free,
                capacity,
                otherLocationKind);
    }

    Listed titled(String other) {
        return new Listed(
                externalId,
                other,
                status,
                startsAt,
                endsAt,
                latitude,
                longitude,
                priceMin,
                priceMax,
                free,
                capacity,
                locationKind);
    }

    Listed status(String other) {
        return new Listed(
                externalId,
                title,
                other,
                startsAt,
                endsAt,
                latitude,
                longitude,
                priceMin,
                priceMax,
                free,
                capacity,
                locationKind);
    }

    Listed ending(Instant other) {
        return new Listed(
                externalId,
                title,
                status,
                startsAt,
                other,
                latitude,
                longitude,
                priceMin,
                priceMax,
                free,
                capacity,
                locationKind);
    }

    Listed at(Double otherLatitude, Double otherLongitude) {
        return new Listed(
                externalId,
                title,
                status,
                startsAt,
                endsAt,
                otherLatitude,
                otherLongitude,
                priceMin,
                priceMax,
                free,
                capacity,
                locationKind);
    }

    Listed priced(Integer min, Integer max, boolean isFree) {
        return new Listed(
                externalId,
                title,
                status,
                startsAt,
                endsAt,
                latitude,
                longitude,
                min,
                max,
                isFree,
                capacity,
                locationKind);
    }

    Listed seating(Integer seats) {
        return new Listed(
                externalId,
                title,
                status,
                startsAt,
                endsAt,
                latitude,
                longitude,
                priceMin,
                priceMax,
                free,
                seats,
                locationKind);
    }

    /** The Fact of it, each time another one. */
    ListingFact.Seen seen() {
        return new ListingFact.Seen(
                Ids.next(),
                Instant.now(),
                SOURCE,
                externalId,
                new Listing(
                        title,
                        "<p>Bring a <b>friend</b>.</p>",
                        status,
                        startsAt,
                        endsAt,
                        "America/New_York",
                        false,
                        false,
                        locationKind,
                        "Duffy Square",
                        null,
                        latitude,
                        longitude,
                        "Manhattan",
                        "music",
                        List.of("Concerts", "Piano"),
                        priceMin,
                        priceMax,
                        "USD",
                        free || priceMin != null || priceMax != null,
                        free,
                        null,
                        "http://www.nycgovparks.org/events/piano",
                        capacity));
    }
}
