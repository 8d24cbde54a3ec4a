package app.godo.ingestion.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place on the map, degrees of WGS 84. */
public record Point(double latitude, double longitude) {

    private static final Pattern PAIR =
            Pattern.compile("\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*");

    /** About 20 m: what rounding moves a centroid by, and less than the next real place is away. */
    private static final double SAME = 0.0002;

    /** What geocoders answer when they know no more than the city or a part of it; {@code centroids.txt}. */
    private static final List<Point> CENTROIDS = centroids();

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

    private static List<Point> centroids() {
        try (var file = Point.class.getResourceAsStream("/centroids.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PAIR::matcher)
                    .filter(Matcher::lookingAt)
                    .map(pair -> new Point(Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
