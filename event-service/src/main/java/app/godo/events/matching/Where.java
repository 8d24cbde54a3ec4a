package app.godo.events.matching;

import app.godo.events.places.Point;

import java.util.List;

/**
 * Where an Event is.
 *
 * @param venue its name as listed, null when not told
 * @param aliases other names the same venue is known by
 * @param borough null when not told
 * @param point null when not told
 */
public record Where(String venue, List<String> aliases, String borough, Point point) {

    private static final double METRES_PER_DEGREE = 111_195;

    public Where {
        aliases = List.copyOf(aliases);
    }

    /** In metres, on a plane: good to a thousandth within a city. */
    static double between(Point one, Point other) {
        var north = one.latitude() - other.latitude();
        var east = (one.longitude() - other.longitude()) * Math.cos(Math.toRadians(one.latitude()));
        return Math.hypot(north, east) * METRES_PER_DEGREE;
    }
}
