package app.godo.ingestion.reading;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A title without what its author wrote around it when something does not take place as listed.
 *
 * @param scheduleStatus {@code postponed|rescheduled|cancelled|moved_online}; null when it says nothing of it
 */
record Title(String text, String scheduleStatus) {

    private static final String WORD = "(cancell?ed|cancell?ation|postponed|rescheduled|moved online)";

    private static final Pattern PREFIX = Pattern.compile(
            "^\\W{0,3}" + WORD + "\\W{0,3}[:\\-–—\\])!*|]\\s*(.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SUFFIX = Pattern.compile(
            "^(.*?\\S)\\s*(?:[(\\[*]+\\s*|\\s[\\-–—|:]+\\s*)" + WORD + "\\s*[)\\]*!.]*$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
        var suffixed = SUFFIX.matcher(title);
        return suffixed.matches()
                ? new Title(suffixed.group(1).strip(), status(suffixed.group(2)))
                : new Title(title, null);
    }

    private static String status(String theirs) {
        var word = theirs.toLowerCase(Locale.ROOT);
        return word.startsWith("cancel") ? "cancelled" : word.replace(' ', '_');
    }
}
