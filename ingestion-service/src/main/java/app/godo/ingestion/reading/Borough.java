package app.godo.ingestion.reading;

import java.util.Locale;
import java.util.regex.Pattern;

/** The boroughs of New York by what addresses say of them. */
public final class Borough {

    private static final Pattern POSTAL_CODE = Pattern.compile("\\b(?:NY|New York),?\\s+(1[01]\\d{3})\\b");

    /**
     * The borough's name, null when it cannot be told.
     *
     * @param city the city's name in an address; {@code New York} is Manhattan there, by the habit of the post office
     */
    public static String of(String city, String region, String postalCode) {
        var code = postalCode == null ? "" : postalCode.strip();
        if (code.matches("1[01]\\d{3}(-\\d{4})?")) {
            var borough =
                    switch (code.substring(0, 3)) {
                        case "100", "101", "102" -> "Manhattan";
                        case "103" -> "Staten Island";
                        case "104" -> "Bronx";
                        case "112" -> "Brooklyn";
                        case "111", "113", "114", "116" -> "Queens";
                        default -> null;
                    };
            if (borough != null) {
                return borough;
            }
        }
        if (region != null && !region.strip().matches("(?i)ny|new york")) {
            return null;
        }
        return named(city);
    }

    /** The borough in an address of one line, by its postal code or its city. */
    public static String inAddress(String address) {
        if (address == null || address.length() > 1000) {
            return null;
        }
        var code = POSTAL_CODE.matcher(address);
        if (code.find()) {
            return of(null, null, code.group(1));
        }
        for (var part : address.split(",")) {
            var named = named(part);
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    /** The borough of a name. */
    public static String named(String name) {
        return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
            case "manhattan", "new york", "new york city" -> "Manhattan";
            case "brooklyn" -> "Brooklyn";
            case "queens" -> "Queens";
            case "bronx", "the bronx" -> "Bronx";
            case "staten island" -> "Staten Island";
            default -> null;
        };
    }

    private Borough() {}
}
