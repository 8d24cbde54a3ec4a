package app.godo.events.places;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/**
 * How well trains serve a point. Each route whose nearest station is within a walk counts by its distance,
 * {@code S = sum of exp(-d / 500 m)}, and the score is the tenth of the city's event places in which {@code S} falls.
 */
final class Stations {

    private static final String FILE = "/places/mta-stations.csv";
    private static final double WALK_M = 1_200;
    private static final double FADE_M = 500;

    /** A walk in degrees of latitude, rounded up: what is farther north or south need not be measured. */
    private static final double WALK_DEGREES = 0.011;

    /** Above how many of these {@code S} lies, and one: 1 to 10. Tenths of 572 real event places. */
    private static final double[] CUTS = {0, 0.25, 0.6, 0.9, 1.3, 1.9, 3.5, 5.5, 7.5};

    private final List<Station> stations;

    private record Station(Point at, List<String> routes) {
        static Station of(CSVRecord row) {
            return new Station(
                    new Point(
                            Double.parseDouble(row.get("GTFS Latitude")),
                            Double.parseDouble(row.get("GTFS Longitude"))),
                    List.of(row.get("Daytime Routes").split(" ")));
        }
    }

    private Stations(List<Station> stations) {
        this.stations = stations;
    }

    static Stations read() {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var file = Stations.class.getResourceAsStream(FILE);
                var rows = format.parse(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new Stations(rows.stream().map(Station::of).toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }

    int scoreAt(Point point) {
        var strength = strengthAt(point);
        var score = 1;
        for (var cut : CUTS) {
            score += strength > cut ? 1 : 0;
        }
        return score;
    }

    double strengthAt(Point point) {
        var nearest = new HashMap<String, Double>();
        for (var station : stations) {
            if (Math.abs(station.at().latitude() - point.latitude()) > WALK_DEGREES) {
                continue;
            }
            var metres = station.at().metresTo(point);
            if (metres <= WALK_M) {
                station.routes().forEach(route -> nearest.merge(route, metres, Math::min));
            }
        }
        return nearest.values().stream()
                .mapToDouble(metres -> Math.exp(-metres / FADE_M))
                .sum();
    }
}
