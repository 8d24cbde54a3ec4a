package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;
import app.godo.wire.json.Json;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What a Source lists, in the words of these tests. */
record Listed(String source, String kind, String externalId, Map<String, Object> fields) {

    static final String SOURCE = "nyc_parks";

    private static final ObjectMapper MAPPER = mapper();

    /** A concert in Times Square at some time of the next two years that is no other's. */
    static Listed concert() {
        var start = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(ThreadLocalRandom.current().nextInt(2, 700)))
                .plusSeconds(ThreadLocalRandom.current().nextInt(13 * 3600, 24 * 3600));
        var fields = new HashMap<String, Object>();
        fields.put("title", "Piano in the square");
        fields.put("description", "<p>Bring a <b>friend</b>.</p>");
        fields.put("schedule_status", "scheduled");
        fields.put("starts_at", start);
        fields.put("ends_at", start.plus(Duration.ofHours(2)));
        fields.put("time_zone", "America/New_York");
        fields.put("all_day", false);
        fields.put("time_tbd", false);
        fields.put("location_kind", "in_person");
        fields.put("location_name", "Duffy Square");
        fields.put("latitude", 40.7580);
        fields.put("longitude", -73.9855);
        fields.put("borough", "Manhattan");
        fields.put("category", "music");
        fields.put("tags", List.of("Concerts", "Piano"));
        fields.put("currency", "USD");
        fields.put("price_known", true);
        fields.put("free", true);
        fields.put("url", "http://www.nycgovparks.org/events/piano");
        return new Listed(SOURCE, null, UUID.randomUUID().toString(), fields);
    }

    Listed with(String field, Object value) {
        var other = new HashMap<>(fields);
        other.put(field, value);
        return new Listed(source, kind, externalId, other);
    }

    /** The same told by another Source, under another id. */
    Listed by(String otherSource) {
        return new Listed(otherSource, null, UUID.randomUUID().toString(), fields);
    }

    /** The same, told by how its Source is read. */
    Listed readAs(String otherKind) {
        return new Listed(source, otherKind, externalId, fields);
    }

    Listed held(String otherLocationKind) {
        return with("location_kind", otherLocationKind);
    }

    Listed titled(String other) {
        return with("title", other);
    }

    Listed status(String other) {
        return with("schedule_status", other);
    }

    Listed starting(Instant other) {
        return with("starts_at", other).with("ends_at", other.plus(Duration.ofHours(2)));
    }

    Listed ending(Instant other) {
        return with("ends_at", other);
    }

    Listed at(Double otherLatitude, Double otherLongitude) {
        return with("latitude", otherLatitude).with("longitude", otherLongitude);
    }

    Listed priced(Integer min, Integer max, boolean isFree) {
        return with("price_min", min)
                .with("price_max", max)
                .with("free", isFree)
                .with("price_known", isFree || min != null || max != null);
    }

    Listed seating(Integer seats) {
        return with("capacity", seats);
    }

    Instant startsAt() {
        return (Instant) fields.get("starts_at");
    }

    Instant endsAt() {
        return (Instant) fields.get("ends_at");
    }

    String key() {
        return source + ":" + externalId;
    }

    /** The Fact of it, each time another one. */
    ListingFact.Seen seen() {
        return fact(false);
    }

    /** The Fact that it is listed no more. */
    ListingFact.Seen gone() {
        return fact(true);
    }

    /** The Fact of it, on terms that want this said of it. */
    ListingFact.Seen seenOn(String licence, String attribution) {
        var fact = seen();
        return new ListingFact.Seen(
                fact.factId(),
                fact.at(),
                source,
                externalId,
                fact.listing(),
                false,
                kind,
                new ListingFact.Terms(licence, attribution, true));
    }

    /** The Fact that it must be forgotten. */
    ListingFact.Withdrawn withdrawn() {
        return new ListingFact.Withdrawn(Ids.next(), Instant.now(), source, externalId);
    }

    private ListingFact.Seen fact(boolean vanished) {
        return new ListingFact.Seen(
                Ids.next(),
                Instant.now(),
                source,
                externalId,
                MAPPER.convertValue(fields, Listing.class),
                vanished,
                kind);
    }

    private static ObjectMapper mapper() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new Json().customize(mapper);
        return mapper;
    }
}
