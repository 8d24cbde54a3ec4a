package app.godo.ingestion.reading;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A title without what its author wrote around it when something does not take place as listed.
 *
 * @param scheduleStatus {@code postponed|rescheduled|cancelled|moved_online}; null when it says nothing of it
 */
record Title(String text, String scheduleStatus) {

    private static final String WORD =
            "(cancell?ed|cancell?ation|postponed|rescheduled|moved online|now online|moved to zoom)";

    /** {@code CANCELED DUE TO RAIN: …}, {@code … (Rescheduled from 5/15)}. */
    private static final String WHY = "\\s+(?:due to|because of|until|from|to|for)\\s[^:–—)\\]]{1,60}?";

    private static final Pattern PREFIX = Pattern.compile(
            "^\\W{0,3}(?:(?:this )?event(?: is| has been| was)?\\s+)?" + WORD + "(?:" + WHY
                    + "\\s*(?:[:–—\\])]|(?<=\\s)-\\s)|\\W{0,3}[:\\-–—\\])!*|])\\s*(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SUFFIX = Pattern.compile(
            "^(.*?\\S)\\s*(?:[(\\[*]+\\s*|\\s[\\-–—|:]+\\s*)" + WORD + "(?:" + WHY + ")?\\s*[)\\]*!.]*$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Where nothing parts it from the title it must be shouted, and the title must not be. */
    private static final Pattern SHOUTED =
            Pattern.compile("^(CANCELL?ED|POSTPONED|RESCHEDULED)\\s+(.*\\p{Ll}.*)$", Pattern.DOTALL);

    private static final Pattern SHOUTED_AT_THE_END =
            Pattern.compile("^(.*\\p{Ll}.*\\S)\\s+(CANCELL?ED|POSTPONED|RESCHEDULED)[!.]*$", Pattern.DOTALL);

    static Title of(String title) {
        if (title == null) {
            throw new NotAListing("The row has no title");
        }
        var prefixed = PREFIX.matcher(title);
        if (prefixed.matches()) {
            if (prefixed.group(2).isBlank()) {
                throw new NotAListing("The row has no title but a prefix");
            }
            return new Title(prefixed.group(2).strip(), status(prefixed.group(1)));
        }
        var shouted = SHOUTED.matcher(title);
        if (shouted.matches()) {
            return new Title(shouted.group(2).strip(), status(shouted.group(1)));
        }
        for (var form : new Pattern[] {SUFFIX, SHOUTED_AT_THE_END}) {
            var suffixed = form.matcher(title);
            if (suffixed.matches()) {
                return new Title(suffixed.group(1).strip(), status(suffixed.group(2)));
            }
        }
        return new Title(title, null);
    }

    private static String status(String theirs) {
        var word = theirs.toLowerCase(Locale.ROOT);
        return word.startsWith("cancel") ? "cancelled" : word.indexOf(' ') > 0 ? "moved_online" : word;
    }
}
