package app.godo.ingestion.registry;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

/**
 * What an admin says of a Source; a merge patch works on the JSON of this.
 *
 * @param name its name in every Fact, lower case letters, digits and underscores; cannot be changed
 * @param kind how it is read, e.g. {@code ical} or {@code ticketmaster}; cannot be changed
 * @param urls where it is, on the public network; none where all of its kind are in one place
 * @param zone the IANA zone that its clock times are in whatever they claim; null when they can be believed
 * @param floatingZone the IANA zone of clock times that claim none; null for New York's
 * @param venue where its Events take place when it does not say; null when they are all over the city
 * @param licence on whose terms it may be used; null when that is not known
 * @param attribution what has to be said beside its Events; null when nothing
 * @param showsProse whether the licence lets its descriptions and pictures be shown
 * @param keepsPayloads whether the licence lets its answers be kept as they came; without them no run can be replayed
 * @param redistributable whether the licence lets its Events be handed on, e.g. in calendars that are subscribed to; false unless
 *     said
 * @param syncFrequency ISO 8601, from a minute to a week
 * @param requestsPerHour its quota, null for none
 * @param requestsPerDay the same of a day, null for none
 * @param keyName what the configuration calls its key, null when it needs none; the key itself is never said here
 * @param settings what else its kind has to know, e.g. the ids of Eventbrite's organizations
 * @param isActive false pauses its schedule
 */
public record SourceForm(
        String name,
        String kind,
        List<String> urls,
        String zone,
        String floatingZone,
        String venue,
        String licence,
        String attribution,
        Boolean showsProse,
        Boolean keepsPayloads,
        Boolean redistributable,
        Duration syncFrequency,
        Integer requestsPerHour,
        Integer requestsPerDay,
        String keyName,
        JsonNode settings,
        Boolean isActive) {}
