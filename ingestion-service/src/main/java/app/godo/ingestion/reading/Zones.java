package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;

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

    private static boolean isOf(ZoneId home, Instant moment, ZoneOffset offset) {
        var rules = home.getRules();
        var half = rules.getOffset(moment);
        var change = rules.nextTransition(moment);
        return half.equals(offset) || change != null && change.getOffsetAfter().equals(offset);
    }

    private Zones() {}
}
