package app.godo.ingestion.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What others than IANA call its zones: Windows ({@code windows-zones.txt}), Outlook's menu, and old Unix. */
final class ZoneNames {

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("eastern", "America/New_York"),
            Map.entry("us/eastern", "America/New_York"),
            Map.entry("us/central", "America/Chicago"),
            Map.entry("us/mountain", "America/Denver"),
            Map.entry("us/pacific", "America/Los_Angeles"),
            Map.entry("est5edt", "America/New_York"),
            Map.entry("est", "America/New_York"),
            Map.entry("edt", "America/New_York"),
            Map.entry("et", "America/New_York"),
            Map.entry("gmt", "UTC"),
            Map.entry("utc", "UTC"),
            Map.entry("z", "UTC"),
            Map.entry("zulu", "UTC"),
            Map.entry("etc/utc", "UTC"),
            Map.entry("etc/gmt", "UTC"),
            Map.entry("tzone://microsoft/utc", "UTC"),
            Map.entry("coordinated universal time", "UTC"));

    private static final Map<String, String> WINDOWS = windows();

    /** Outlook's menu says {@code (UTC-05:00) Eastern Time (US & Canada)}. */
    private static final Pattern MENU = Pattern.compile("^\\((?:UTC|GMT)[^)]*\\)\\s*");

    private static final Pattern OF_THE_YEAR = Pattern.compile("(?:\\b(?:daylight|summer) time|(?<!standard) time)\\b");

    /** IANA's name for another, or for a city of Outlook's menu; null when there is none. */
    static String iana(String name) {
        var bare = MENU.matcher(name).replaceFirst("").strip();
        var words = bare.toLowerCase(Locale.ROOT);
        var other = OTHERS.getOrDefault(words, WINDOWS.get(words));
        if (other == null) {
            var standard =
                    OF_THE_YEAR.matcher(words.replace(" (us & canada)", "").replace(" (canada)", ""));
            other = WINDOWS.get(standard.replaceFirst(" standard time").replaceAll("\\s+", " "));
        }
        return other == null && !bare.equals(name.strip()) ? ofCity(bare) : other;
    }

    private static String ofCity(String cities) {
        for (var city : cities.split("\\s*,\\s*")) {
            var end = "/" + city.replace(' ', '_');
            for (var id : ZoneId.getAvailableZoneIds()) {
                if (id.endsWith(end) && id.indexOf('/') == id.length() - end.length()) {
                    return id;
                }
            }
        }
        return null;
    }

    private static Map<String, String> windows() {
        try (var file = ZoneNames.class.getResourceAsStream("/windows-zones.txt")) {
            Map<String, String> zones = new HashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" = "))
                    .forEach(pair -> zones.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
            return Map.copyOf(zones);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ZoneNames() {}
}
