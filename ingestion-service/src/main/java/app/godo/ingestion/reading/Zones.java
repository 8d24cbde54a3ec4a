package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** IANA zones by the names that feeds use for them. */
public final class Zones {

    /** What Outlook, Exchange and old Unix call the zones of this country and its guests. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("eastern standard time", "America/New_York"),
            Map.entry("eastern daylight time", "America/New_York"),
            Map.entry("eastern time (us & canada)", "America/New_York"),
            Map.entry("eastern time", "America/New_York"),
            Map.entry("eastern", "America/New_York"),
            Map.entry("us eastern standard time", "America/Indiana/Indianapolis"),
            Map.entry("us/eastern", "America/New_York"),
            Map.entry("us/central", "America/Chicago"),
            Map.entry("us/mountain", "America/Denver"),
            Map.entry("us/pacific", "America/Los_Angeles"),
            Map.entry("est5edt", "America/New_York"),
            Map.entry("est", "America/New_York"),
            Map.entry("edt", "America/New_York"),
            Map.entry("et", "America/New_York"),
            Map.entry("central standard time", "America/Chicago"),
            Map.entry("central time (us & canada)", "America/Chicago"),
            Map.entry("mountain standard time", "America/Denver"),
            Map.entry("mountain time (us & canada)", "America/Denver"),
            Map.entry("pacific standard time", "America/Los_Angeles"),
            Map.entry("us mountain standard time", "America/Phoenix"),
            Map.entry("alaskan standard time", "America/Anchorage"),
            Map.entry("hawaiian standard time", "Pacific/Honolulu"),
            Map.entry("atlantic standard time", "America/Halifax"),
            Map.entry("newfoundland standard time", "America/St_Johns"),
            Map.entry("sa pacific standard time", "America/Bogota"),
            Map.entry("sa western standard time", "America/La_Paz"),
            Map.entry("e. south america standard time", "America/Sao_Paulo"),
            Map.entry("argentina standard time", "America/Buenos_Aires"),
            Map.entry("central standard time (mexico)", "America/Mexico_City"),
            Map.entry("central european standard time", "Europe/Warsaw"),
            Map.entry("gtb standard time", "Europe/Bucharest"),
            Map.entry("fle standard time", "Europe/Kiev"),
            Map.entry("russian standard time", "Europe/Moscow"),
            Map.entry("israel standard time", "Asia/Jerusalem"),
            Map.entry("india standard time", "Asia/Calcutta"),
            Map.entry("china standard time", "Asia/Shanghai"),
            Map.entry("tokyo standard time", "Asia/Tokyo"),
            Map.entry("korea standard time", "Asia/Seoul"),
            Map.entry("aus eastern standard time", "Australia/Sydney"),
            Map.entry("pacific time (us & canada)", "America/Los_Angeles"),
            Map.entry("gmt standard time", "Europe/London"),
            Map.entry("greenwich standard time", "Atlantic/Reykjavik"),
            Map.entry("w. europe standard time", "Europe/Berlin"),
            Map.entry("romance standard time", "Europe/Paris"),
            Map.entry("central europe standard time", "Europe/Budapest"),
            Map.entry("utc", "UTC"),
            Map.entry("gmt", "UTC"),
            Map.entry("z", "UTC"),
            Map.entry("zulu", "UTC"),
            Map.entry("etc/utc", "UTC"),
            Map.entry("etc/gmt", "UTC"),
            Map.entry("coordinated universal time", "UTC"));

    private static final Pattern WITHIN = Pattern.compile(
            "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[\\w/+-]+$");

    /** The zone of a name, null when there is none such; an offset is no zone. */
    public static ZoneId named(String name) {
        if (name == null || name.isBlank() || name.length() > 100) {
            return null;
        }
        var bare = name.strip().replaceAll("^[\"']|[\"']$", "");
        var other = OTHER_NAMES.get(bare.toLowerCase(java.util.Locale.ROOT));
        try {
            var zone = ZoneId.of(other == null ? bare : other);
            return zone instanceof ZoneOffset || bare.matches("(?i)(utc|gmt|ut)[+-].*") ? null : zone;
        } catch (DateTimeException unknown) {
            // "/mozilla.org/20050126_1/America/New_York", "custom_America/New_York"
            var within = WITHIN.matcher(bare);
            return within.find() && ZoneId.getAvailableZoneIds().contains(within.group())
                    ? ZoneId.of(within.group())
                    : null;
        }
    }

    public static boolean isUtc(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset offset && offset.equals(ZoneOffset.UTC);
    }

    /**
     * The zone to show a moment in of which the offset is known: home where that is an offset there, be it that of the other half
     * of the year, which is a slip; else, for whole hours, the zone of that offset, for it takes place far away.
     */
    public static ZoneId showing(Instant moment, ZoneOffset offset, ZoneId home) {
        if (offset.equals(ZoneOffset.UTC) || isOf(home, moment, offset)) {
            return home;
        }
        var seconds = offset.getTotalSeconds();
        var hours = seconds / 3600;
        return seconds % 3600 == 0 && hours >= -12 && hours <= 14
                // POSIX counts to the west
                ? ZoneId.of("Etc/GMT%+d".formatted(-hours))
                : ZoneId.of("UTC");
    }

    /**
     * The zone that has just these offsets about a moment, home before any other; null when there is none.
     *
     * @param offsets as in {@code -0500}
     */
    public static ZoneId having(Set<String> offsets, Instant moment, ZoneId home) {
        Set<ZoneOffset> wanted;
        try {
            wanted = offsets.stream().map(ZoneOffset::of).collect(Collectors.toSet());
        } catch (DateTimeException none) {
            return null;
        }
        if (wanted.isEmpty()) {
            return null;
        }
        return Stream.concat(
                        Stream.of(home),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(id -> WITHIN.matcher(id).matches())
                                .sorted()
                                .map(ZoneId::of))
                .filter(zone -> offsets(zone, moment).equals(wanted))
                .findFirst()
                .orElse(null);
    }

    private static Set<ZoneOffset> offsets(ZoneId zone, Instant moment) {
        var now = zone.getRules().getOffset(moment);
        var change = zone.getRules().nextTransition(moment);
        return change == null ? Set.of(now) : Set.copyOf(List.of(now, change.getOffsetAfter()));
    }

    private static boolean isOf(ZoneId home, Instant moment, ZoneOffset offset) {
        var rules = home.getRules();
        var half = rules.getOffset(moment);
        var change = rules.nextTransition(moment);
        return half.equals(offset) || change != null && change.getOffsetAfter().equals(offset);
    }

    private Zones() {}
}
