package app.godo.ingestion.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** IANA zones by the names that feeds use for them. */
public final class Zones {

    private static final Pattern WITHIN = Pattern.compile(
            "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[\\w/+-]+$");

    private static final Pattern OFFSET =
            Pattern.compile("(?:\\(?(?:UTC|GMT))?\\s*([+-])(\\d{1,2}):?(\\d{2})?\\)?", Pattern.CASE_INSENSITIVE);

    /** The zone of a name, null when there is none such; an offset is no zone. */
    public static ZoneId named(String name) {
        if (name == null || name.isBlank() || name.length() > 100) {
            return null;
        }
        var bare = name.strip().replaceAll("^[\"']|[\"']$", "");
        var other = ZoneNames.iana(bare);
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

    /** The zone that a bare offset stands for, {@code GMT-0500}; null when the name is none. */
    public static ZoneId ofOffset(String name, Instant moment, ZoneId home) {
        var parts = OFFSET.matcher(name.strip());
        if (!parts.matches()) {
            return null;
        }
        var minutes = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        var seconds = (Integer.parseInt(parts.group(2)) * 60 + minutes) * ("-".equals(parts.group(1)) ? -60 : 60);
        return Math.abs(seconds) > 14 * 3600 ? null : showing(moment, ZoneOffset.ofTotalSeconds(seconds), home);
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

    /** The same where a Source tells the offset only by a clock time on the wall and the moment beside it; home when they tell none. */
    public static ZoneId showing(LocalDateTime wall, Instant moment, ZoneId home) {
        var seconds = wall == null || moment == null
                ? 0
                : ChronoUnit.SECONDS.between(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), wall);
        return seconds == 0 || seconds % 900 != 0 || Math.abs(seconds) > 14 * 3600
                ? home
                : showing(moment, ZoneOffset.ofTotalSeconds((int) seconds), home);
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
