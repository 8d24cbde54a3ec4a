package app.godo.ingestion.sources;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * An upstream of Events: a row, of a kind that there is a {@link Connector} for. Adding one of a known kind takes no code.
 *
 * @param name its name on the wire and in every Fact, e.g. {@code nyc_parks}. Never changes
 * @param urls where it is; none when its kind is in one place only
 * @param zone see {@link SourceSettings}
 * @param floatingZone likewise
 * @param venue likewise
 * @param licence on what terms it may be used
 * @param requestsPerHour how many requests it may have in an hour, null for any number
 * @param requestsPerDay the same of a day
 * @param keyName what the configuration calls its key, null when it needs none
 * @param settings what else its kind has to know, an object
 */
public record Source(
        UUID id,
        String name,
        String kind,
        List<String> urls,
        ZoneId zone,
        ZoneId floatingZone,
        String venue,
        Licence licence,
        Integer requestsPerHour,
        Integer requestsPerDay,
        String keyName,
        JsonNode settings) {

    /** How its payloads are read as of a moment. */
    public SourceSettings as(Instant at) {
        return new SourceSettings(name, zone, floatingZone, venue, at);
    }

    /** Its address, or where all of its kind are. */
    public String urlOr(String home) {
        return urls.isEmpty() ? home : urls.getFirst().replaceFirst("/+$", "");
    }
}
