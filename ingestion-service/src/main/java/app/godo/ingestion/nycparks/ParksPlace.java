package app.godo.ingestion.nycparks;

import app.godo.ingestion.reading.NotAListing;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a row's Event takes place; with several places, the first.
 *
 * @param online whether it takes place on a screen: the row's coordinates are then those of an office
 */
record ParksPlace(String name, String address, String borough, boolean online) {

    private static final Pattern ONLINE =
            Pattern.compile("(?i)(?:virtual|online)(?:\\s*/\\s*(?:virtual|online))?(?: events?)?|zoom");

    /** Places are joined by commas without a blank; a comma within a place has one. */
    private static final String BETWEEN_PLACES = ",(?! )";

    static ParksPlace of(String location, String parkNames, String parkIds) {
        var name = first(location, BETWEEN_PLACES);
        var park = first(parkNames, ",");
        if (name == null && park == null) {
            throw new NotAListing("The row has no place");
        }
        var borough = borough(parkIds);
        var address = Stream.of(park, borough).filter(Objects::nonNull).collect(Collectors.joining(", "));
        return new ParksPlace(
                name == null ? park : name,
                address.isEmpty() ? null : address,
                borough,
                name != null && ONLINE.matcher(name).matches());
    }

    private static String first(String list, String separator) {
        return list == null
                ? null
                : Arrays.stream(list.split(separator))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .findFirst()
                        .orElse(null);
    }

    /** The parks' own numbering: the borough's letter, then the park's number. */
    private static String borough(String parkIds) {
        return switch (parkIds == null ? ' ' : parkIds.strip().charAt(0)) {
            case 'M' -> "Manhattan";
            case 'B' -> "Brooklyn";
            case 'Q' -> "Queens";
            case 'X' -> "Bronx";
            case 'R' -> "Staten Island";
            default -> null;
        };
    }
}
