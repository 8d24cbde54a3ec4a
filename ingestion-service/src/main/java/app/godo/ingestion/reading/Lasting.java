package app.godo.ingestion.reading;

import java.time.Duration;
import java.util.regex.Pattern;

/** How long something lasts, as ISO 8601 and its relatives write it: {@code PT1H30M}, {@code P0Y0M0DT2H0M0S}, {@code P1W}. */
public final class Lasting {

    private static final Pattern FORM = Pattern.compile("\\+?P(?:0+Y)?(?:0+M)?(?:(\\d{1,3})W)?(?:(\\d{1,4})D)?"
            + "(?:T(?:(\\d{1,5})(?:\\.0+)?H)?(?:(\\d{1,6})(?:\\.0+)?M)?(?:(\\d{1,8})(?:\\.\\d+)?S)?)?");

    private static final Duration LONGEST = Duration.ofDays(366);

    /** Null when it says none that can be, or none at all. */
    public static Duration of(String text) {
        var parts = FORM.matcher(text == null ? "" : text.strip());
        if (!parts.matches()) {
            return null;
        }
        var lasts = Duration.ofDays(7 * number(parts.group(1)) + number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)));
        return lasts.isPositive() && lasts.compareTo(LONGEST) <= 0 ? lasts : null;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private Lasting() {}
}
