package app.godo.journeys;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Looks at the seats of an Event every ten milliseconds, each time with one statement, so at what was committed at one moment, and
 * keeps what it finds wrong: more seats taken than there are, a count that is not that of the rows, an offer beyond the last
 * seat, a seat that nobody has while somebody waits, somebody served who came after somebody who still waits.
 */
final class SeatWatch {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String SEATS = """
            select e.capacity, e.current_attendees, a.user_id, a.status, a.waitlist_place, a.offer_expires_at is not null as offered
              from events.events as e left join events.attendance as a on a.event_id = e.id
             where e.id = '%s'""";

    private final Set<String> faults = new ConcurrentSkipListSet<>();
    private final Map<String, Long> places = new HashMap<>();
    private final String query;
    private final Thread thread;
    private volatile boolean over;
    private volatile int looks;

    private SeatWatch(String event) {
        this.query = SEATS.formatted(event);
        this.thread = Thread.ofPlatform().name("seat watch").daemon().start(this::watch);
    }

    static SeatWatch of(String event) {
        return new SeatWatch(event);
    }

    /** Looks no more. What was wrong at any of the moments, each thing once. */
    Set<String> stop() throws InterruptedException {
        over = true;
        thread.join();
        return faults;
    }

    int looks() {
        return looks;
    }

    private void watch() {
        try (var connection = Sql.connection();
                var statement = connection.createStatement()) {
            while (!over) {
                try (var rows = statement.executeQuery(query)) {
                    var all = new ArrayList<Row>();
                    while (rows.next()) {
                        all.add(new Row(
                                rows.getInt("capacity"),
                                rows.getInt("current_attendees"),
                                rows.getString("user_id"),
                                String.valueOf(rows.getString("status")),
                                rows.getLong("waitlist_place"),
                                rows.getBoolean("offered")));
                    }
                    judge(all);
                    looks++;
                }
                Thread.sleep(PAUSE);
            }
        } catch (SQLException | InterruptedException failed) {
            faults.add("it could not look any more: " + failed.getMessage());
        }
    }

    private void judge(List<Row> rows) {
        var capacity = rows.getFirst().capacity;
        var counted = rows.getFirst().counted;
        var seated = rows.stream().filter(row -> row.status.equals("going")).count();
        var offered = rows.stream().filter(Row::offered).count();
        var waiting = rows.stream().filter(Row::waits).toList();
        if (counted > capacity || seated > capacity) {
            faults.add("oversold: %d of %d".formatted(Math.max(counted, seated), capacity));
        }
        if (counted != seated) {
            faults.add("%d are counted, %d have a seat".formatted(counted, seated));
        }
        if (seated + offered > capacity) {
            faults.add("%d seated and %d offered, of %d".formatted(seated, offered, capacity));
        }
        if (!waiting.isEmpty() && seated + offered < capacity) {
            faults.add("%d wait while %d of %d are seated and %d offered"
                    .formatted(waiting.size(), seated, capacity, offered));
        }
        rows.stream().filter(row -> row.place > 0).forEach(row -> places.put(row.person, row.place));
        var first = waiting.stream().mapToLong(Row::place).min().orElse(Long.MAX_VALUE);
        rows.stream()
                .filter(row -> row.offered || row.status.equals("going"))
                .filter(row -> places.getOrDefault(row.person, 0L) > first)
                .forEach(row -> faults.add("somebody was served before somebody who came first"));
    }

    private record Row(int capacity, int counted, String person, String status, long place, boolean offered) {
        boolean waits() {
            return status.equals("waitlisted") && !offered;
        }
    }
}
