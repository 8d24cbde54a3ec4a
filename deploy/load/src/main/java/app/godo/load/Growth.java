package app.godo.load;

import app.godo.local.Fleet;
import app.godo.local.FleetMemory;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Watches a catalogue grow, from what ingestion-service keeps to what event-service makes searchable. */
final class Growth {
    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final String COUNT = """
            select (select count(*) from ingestion.listings where source like 'catalogue_%'),
                   (select count(*) from events.source_listings where source like 'catalogue_%')""";
    private static final String EVENTS = """
            select count(distinct event_id) from events.source_listings where source like 'catalogue_%'""";

    /**
     * How far it is.
     *
     * @param after since the first Sync was asked for
     * @param kept Listings in ingestion-service
     * @param taken of these, how many event-service has made Events of or merged into one: they can be found
     * @param events of which these tell
     * @param megabytes by process
     */
    record Size(Duration after, long kept, long taken, long events, Map<String, Long> megabytes) {
        double keptPerSecond() {
            return kept * 1e3 / after.toMillis();
        }

        double takenPerSecond() {
            return taken * 1e3 / after.toMillis();
        }
    }

    private final Fleet fleet;
    private final long began = System.nanoTime();

    Growth(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * How it was at its beginning, when all were kept, and at each quarter that could be found.
     *
     * @throws IllegalStateException when nothing has moved for two minutes
     */
    List<Size> until(long listings) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(fleet.jdbcUrl(), "postgres", "")) {
            var sizes = new ArrayList<Size>();
            var last = count(connection);
            sizes.add(size(connection, last));
            long moved = System.nanoTime();
            while (last.taken() < listings) {
                TimeUnit.SECONDS.sleep(1);
                var now = count(connection);
                if (now.quarters(listings) > last.quarters(listings)
                        || now.kept() >= listings && last.kept() < listings) {
                    sizes.add(size(connection, now));
                }
                if (!now.equals(last)) {
                    moved = System.nanoTime();
                }
                if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
                    throw new IllegalStateException(
                            "of %d listings %d can be found, and no more come".formatted(listings, now.taken()));
                }
                last = now;
            }
            return sizes;
        }
    }

    private record Count(long kept, long taken) {
        long quarters(long listings) {
            return taken * 4 / listings;
        }
    }

    private static Count count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(COUNT)) {
            row.next();
            return new Count(row.getLong(1), row.getLong(2));
        }
    }

    private Size size(Connection connection, Count count) throws SQLException {
        var after = Duration.ofNanos(System.nanoTime() - began);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(EVENTS)) {
            row.next();
            return new Size(after, count.kept(), count.taken(), row.getLong(1), FleetMemory.of(fleet));
        }
    }
}
