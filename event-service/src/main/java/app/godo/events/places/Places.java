package app.godo.events.places;

import io.quarkus.runtime.Startup;

import jakarta.inject.Singleton;

/** The city's geography, read once at start (never on an event loop) and kept in memory. */
@Singleton
@Startup
public class Places {

    private final Neighborhoods neighborhoods;
    private final Stations stations;

    public Places() {
        this.neighborhoods = Neighborhoods.read();
        this.stations = Stations.read();
    }

    /** What is known of a point; of null, nothing. */
    public Place at(Point point) {
        if (point == null) {
            return Place.UNKNOWN;
        }
        var area = neighborhoods.at(point);
        var score = stations.scoreAt(point);
        return area == null ? new Place(null, null, score) : new Place(area.name(), area.borough(), score);
    }

    /** Whether the city's list has a neighbourhood of this name. */
    public boolean knows(String neighborhood) {
        return neighborhoods.knows(neighborhood);
    }
}
