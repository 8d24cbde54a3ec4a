package app.godo.journeys;

import app.godo.local.Fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The one fleet of all journeys: started by the first, stopped with the JVM. */
final class City {

    /** What the fleet keeps: the servers' data, keys, logs. */
    static final Path DATA = Path.of("target", "fleet").toAbsolutePath();

    private static Fleet fleet;

    /** The running fleet, over a data folder that begins empty. */
    static synchronized Fleet fleet() {
        if (fleet == null) {
            fleet = start();
        }
        return fleet;
    }

    /** Ids of at most so many Events of the city that anybody may see, swipe and go to, the soonest first. */
    static List<String> upcoming(int limit) {
        return Sql.column(
                "select id from events.events where date_time > now() + interval '1 day' and is_active and capacity is null"
                        + " and moderation_status = 'approved' and schedule_status = 'scheduled'"
                        + " order by date_time, id limit " + limit);
    }

    private static Fleet start() {
        try {
            empty(DATA);
            var started = Fleet.start(DATA);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
            return started;
        } catch (Exception failed) {
            throw new IllegalStateException("the fleet did not start: " + failed.getMessage(), failed);
        }
    }

    private static void close(Fleet started) {
        try {
            started.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private City() {}
}
