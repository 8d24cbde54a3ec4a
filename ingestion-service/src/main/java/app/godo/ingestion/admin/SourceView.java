package app.godo.ingestion.admin;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A Source and how it is doing.
 *
 * @param kind how it is read, e.g. {@code ical}
 * @param urls where it is; none where all of its kind are in one place
 * @param zone the IANA zone that its clock times are in whatever they claim; null when they can be believed
 * @param floatingZone the IANA zone of clock times that claim none; null for New York's
 * @param venue where its Events take place when it does not say; null when they are all over the city
 * @param licence on whose terms it may be used; null when that is not known
 * @param attribution what has to be said beside its Events; null when nothing
 * @param showsProse whether the licence lets its descriptions and pictures be shown
 * @param keepsPayloads whether the licence lets its answers be kept as they came
 * @param redistributable whether the licence lets its Events be handed on
 * @param licenceEndedAt from when on it may not be used; null while it may
 * @param syncFrequency ISO 8601
 * @param requestsPerHour its quota, null for none
 * @param requestsPerDay the same of a day, null for none
 * @param keyName what the configuration calls its key, null when it needs none
 * @param settings what else its kind has to know
 * @param isActive false when paused: the schedule passes it over
 * @param isConfigured whether this deployment has the key that it needs
 * @param syncStatus {@code pending|running|ok|partial|failed|paused}
 * @param lastSync null before the first
 * @param nextSync when it is due
 * @param lastError null when the last run had none
 * @param lastRun null before the first
 */
record SourceView(
        UUID id,
        String name,
        String kind,
        List<String> urls,
        String zone,
        String floatingZone,
        String venue,
        String licence,
        String attribution,
        boolean showsProse,
        boolean keepsPayloads,
        boolean redistributable,
        Instant licenceEndedAt,
        Duration syncFrequency,
        Integer requestsPerHour,
        Integer requestsPerDay,
        String keyName,
        JsonNode settings,
        boolean isActive,
        boolean isConfigured,
        String syncStatus,
        Instant lastSync,
        Instant nextSync,
        String lastError,
        RunView lastRun) {}
