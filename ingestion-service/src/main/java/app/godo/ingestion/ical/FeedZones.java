package app.godo.ingestion.ical;

import app.godo.ingestion.reading.Zones;
import app.godo.ingestion.sources.SourceSettings;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which zone is meant by what a feed says. A Source's own zone stands for the one that the site is set to, for UTC and for none at
 * all: sites that never set theirs write New York's clock times as UTC. What takes place elsewhere and says so is believed.
 */
final class FeedZones {

    private final SourceSettings settings;
    private final Calendar calendar;
    private final ZoneId sites;
    private final ZoneId ofDates;
    private final Set<String> unknown = new TreeSet<>();
    private final Map<Set<String>, Optional<ZoneId>> byOffsets = new HashMap<>();
    private boolean unset;

    FeedZones(Calendar calendar, SourceSettings settings) {
        this.settings = settings;
        this.calendar = calendar;
        var stated = Zones.named(calendar.about.get("X-WR-TIMEZONE"));
        this.sites = mostNamed() == null ? stated : mostNamed();
        this.ofDates = settings.zone() != null
                ? settings.zone()
                : stated != null && !Zones.isUtc(stated)
                        ? stated
                        : sites != null && !Zones.isUtc(sites) ? sites : settings.home();
    }

    /** The zone of dates and of moments: that of the site. */
    ZoneId ofDates() {
        return ofDates;
    }

    /** The zone of a clock time with this TZID, null when it has none. */
    ZoneId of(String tzid) {
        if (tzid == null) {
            return settings.zone() == null && settings.floatingZone() != null ? settings.floatingZone() : ofDates;
        }
        var named = named(tzid);
        if (named == null) {
            unknown.add(tzid.length() > 60 ? tzid.substring(0, 60) : tzid);
            return ofDates;
        }
        unset |= settings.zone() == null && Zones.isUtc(named);
        return settings.zone() != null && (Zones.isUtc(named) || named.equals(sites)) ? settings.zone() : named;
    }

    /** Whether there were clock times in UTC that nothing was said about: few places live by it. */
    boolean unset() {
        return unset;
    }

    /** The TZIDs that nobody knows. */
    Set<String> unknown() {
        return unknown;
    }

    private Optional<ZoneId> having(Set<String> offsets) {
        return Optional.ofNullable(Zones.having(offsets, settings.at(), settings.home()));
    }

    private ZoneId mostNamed() {
        Map<ZoneId, Integer> counts = new HashMap<>();
        calendar.events.forEach(event -> {
            var tzid = event.path("DTSTART").path(0).path("tzid").asText(null);
            var zone = tzid == null ? null : named(tzid);
            if (zone != null) {
                counts.merge(zone, 1, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<ZoneId, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().getId()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private ZoneId named(String tzid) {
        var zone = Zones.named(tzid);
        zone = zone == null ? Zones.named(calendar.zoneNames.get(tzid)) : zone;
        var offsets = calendar.zoneOffsets.getOrDefault(tzid, Set.of());
        zone = zone == null ? byOffsets.computeIfAbsent(offsets, this::having).orElse(null) : zone;
        return zone == null ? Zones.ofOffset(tzid, settings.at(), settings.home()) : zone;
    }
}
