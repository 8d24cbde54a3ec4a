package app.godo.ingestion.nycparks;

import app.godo.ingestion.nycparks.ParksRow.NotAListing;

import java.util.Locale;
import java.util.regex.Pattern;

/** A title without what the parks write before it when something does not take place as listed. */
record ParksTitle(String text, String scheduleStatus) {

    private static final Pattern PREFIX = Pattern.compile(
            "^\\W{0,3}(cancell?ed|postponed|rescheduled)\\W{0,3}[:\\-–—]\\s*(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static ParksTitle of(String title) {
        if (title == null) {
            throw new NotAListing("The row has no title");
        }
        var prefixed = PREFIX.matcher(title);
        if (!prefixed.matches()) {
            return new ParksTitle(title, "scheduled");
        }
        if (prefixed.group(2).isBlank()) {
            throw new NotAListing("The row has no title but a prefix");
        }
        var word = prefixed.group(1).toLowerCase(Locale.ROOT);
        return new ParksTitle(prefixed.group(2).strip(), word.startsWith("cancel") ? "cancelled" : word);
    }
}
