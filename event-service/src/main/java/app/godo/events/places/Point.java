package app.godo.events.places;

/** A point on the earth (WGS 84), in degrees. */
public record Point(double latitude, double longitude) {

    private static final double EARTH_RADIUS_M = 6_371_000;

    public Point {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("there is no latitude %s, longitude %s".formatted(latitude, longitude));
        }
    }

    /** Great-circle distance. */
    double metresTo(Point other) {
        var north = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        var east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        var haversine = north * north
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * east * east;
        return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(haversine));
    }
}
