package app.godo.ingestion.nycparks;

import java.util.regex.Pattern;

/**
 * The parks have no price column: what they hold is free unless its text says otherwise. What is asked then is not worked out of
 * prose: the price is unknown.
 */
final class ParksPrice {

    private static final Pattern CHARGED = Pattern.compile(
            "\\$\\s?[1-9]|\\b[1-9]\\d* dollars\\b"
                    + "|(?<!\\bno |\\bwithout |\\bfree of |\\bwithout a )\\b(?:fees?|surcharge)\\b(?! (?:is |are )?waived)"
                    + "|\\bpaid (?:admission|registration|tickets?)\\b|\\bwith (?:the )?purchase of\\b",
            Pattern.CASE_INSENSITIVE);

    static boolean isCharged(String description, String registration) {
        return saysSo(description) || saysSo(registration);
    }

    private static boolean saysSo(String text) {
        return text != null && CHARGED.matcher(text).find();
    }

    private ParksPrice() {}
}
