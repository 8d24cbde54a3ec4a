package app.godo.reco.models;

/** Distances in kilometres on a sphere cut flat where one stands; right to a thousandth within a city. */
public final class Places {

    private static final double KILOMETRES_A_DEGREE = 111.195;

    private Places() {}

    public static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        var north = (latitude - otherLatitude) * KILOMETRES_A_DEGREE;
        var east = (longitude - otherLongitude)
                * KILOMETRES_A_DEGREE
                * Math.cos(Math.toRadians((latitude + otherLatitude) / 2));
        return Math.sqrt(north * north + east * east);
    }
}
