package app.godo.load;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When the fleet has caught up: no Events are being imported, and every Fact of the outboxes is published. */
final class Quiet {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STILL = Duration.ofSeconds(3);
    private static final String WHAT_MOVES = """
            select (select count(*) from events.events),
                   (select count(*) from ingestion.outbox where published_at is null)
                   + (select count(*) from events.outbox where published_at is null)
                   + (select count(*) from swipes.outbox where published_at is null)
                   + (select count(*) from users.outbox where published_at is null)
                   + (select count(*) from reco.outbox where published_at is null)
                   + (select count(*) from notifications.outbox where published_at is null)""";

    /** How long it took until nothing had moved for three seconds, those three seconds not counted. */
    static Duration await(String jdbcUrl) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long since = begin;
        long events = 0;
        try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
                var sql = connection.prepareStatement(WHAT_MOVES)) {
            while (System.nanoTime() - since < STILL.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(100);
                try (var row = sql.executeQuery()) {
                    row.next();
                    if (row.getLong(1) == 0 || row.getLong(1) != events || row.getLong(2) > 0) {
                        since = System.nanoTime();
                    }
                    events = row.getLong(1);
                }
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            "the fleet does not come to rest: there are %d Events, and Facts wait".formatted(events));
                }
            }
        }
        return Duration.ofNanos(since - begin);
    }

    private Quiet() {}
}
