package app.godo.ingestion.reading;

import java.util.List;
import java.util.regex.Pattern;

/** A place on the map, degrees of WGS 84. */
public record Point(double latitude, double longitude) {

    private static final Pattern PAIR =
            Pattern.compile("\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*");

    /** About 20 m: what rounding moves a centroid by, and less than the next real place is away. */
    private static final double SAME = 0.0002;

    /**
     * What geocoders answer when they know no more than the city, the borough or, for the theatres of Broadway (24 halls in one
     * point, 9 in another), the postal code: not where anything takes place.
     */
    private static final List<Point> CENTROIDS = List.of(
            new Point(40.7128, -74.0060),
            new Point(40.7127753, -74.0059728),
            new Point(40.7142700, -74.0059700),
            new Point(40.7306100, -73.9352420),
            new Point(40.7830603, -73.9712488),
            new Point(40.6781784, -73.9441579),
            new Point(40.7282239, -73.7948516),
            new Point(40.8447819, -73.8648268),
            new Point(40.5795317, -74.1502007),
            new Point(40.7593000, -73.9901960),
            new Point(40.7652020, -73.9852980));

    /**
     * The point, or null when it is none or only says that it is somewhere in the city. Degrees of New York in the wrong order,
     * as calendars write them, are put right: there is nothing but ice where they would be.
     */
    public static Point of(Double latitude, Double longitude) {
        if (latitude == null || longitude == null) {
            return null;
        }
        var point = new Point(latitude, longitude);
        var swapped = new Point(longitude, latitude);
        if (swapped.isInTheCity()) {
            point = swapped;
        }
        return point.isOnTheMap() && !point.isCentroid() ? point : null;
    }

    /** The first of several pairs {@code "lat, lon; lat, lon"} that is a place in the city, or null. */
    public static Point firstOf(String pairs) {
        if (pairs == null) {
            return null;
        }
        for (var pair : pairs.split(";", 20)) {
            var numbers = PAIR.matcher(pair);
            if (numbers.matches()) {
                var point = new Point(Double.parseDouble(numbers.group(1)), Double.parseDouble(numbers.group(2)));
                if (point.isInTheCity() && !point.isCentroid()) {
                    return point;
                }
            }
        }
        return null;
    }

    /** Null island is where software puts what it does not know. */
    private boolean isOnTheMap() {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
    }

    private boolean isInTheCity() {
        return latitude > 40.4 && latitude < 41.0 && longitude > -74.3 && longitude < -73.6;
    }

    private boolean isCentroid() {
        return CENTROIDS.stream()
                .anyMatch(centroid -> Math.abs(centroid.latitude - latitude) < SAME
                        && Math.abs(centroid.longitude - longitude) < SAME);
    }
}
