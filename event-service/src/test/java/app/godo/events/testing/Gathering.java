package app.godo.events.testing;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Events to start from, put straight into the catalogue. */
public final class Gathering {

    /** One tomorrow that everyone sees, with as many seats as people like. */
    public static UUID open() {
        return of(null);
    }

    /** One tomorrow that everyone sees, with so many seats. */
    public static UUID of(Integer capacity) {
        return put(capacity, Duration.ofDays(1), "scheduled", null, "approved");
    }

    public static UUID cancelled() {
        return put(null, Duration.ofDays(1), "cancelled", null, "approved");
    }

    public static UUID over() {
        return put(null, Duration.ofDays(-1), "scheduled", null, "approved");
    }

    /** One of today of which nobody knows the hour, or that takes all of it. */
    public static UUID today(boolean allDay) {
        var event = open();
        Database.sql("""
                update events.events set all_day = $2, time_tbd = not $2,
                    date_time = date_trunc('day', now() at time zone time_zone) at time zone time_zone where id = $1""", event, allDay);
        return event;
    }

    /** One by this person that still waits for moderation. */
    public static UUID unseenBy(Person author) {
        return put(null, Duration.ofDays(1), "scheduled", author, "pending");
    }

    /** One by this person that everyone sees. */
    public static UUID by(Person author) {
        return put(null, Duration.ofDays(1), "scheduled", author, "approved");
    }

    private static UUID put(
            Integer capacity, Duration ahead, String scheduleStatus, Person author, String moderationStatus) {
        var id = Ids.next();
        Database.sql(
                """
                insert into events.events (id, title, date_time, schedule_status, location_name, latitude, longitude,
                    neighborhood, category, capacity, source, created_by_user_id, moderation_status)
                values ($1, $2, $3, $4, 'Bryant Park', 40.7536, -73.9832, 'Midtown', 'music', $5, $6, $7, $8)""",
                id,
                "Piano in the park " + id,
                Instant.now().plus(ahead).atOffset(ZoneOffset.UTC),
                scheduleStatus,
                capacity,
                author == null ? "test" : "user_generated",
                author == null ? null : author.id(),
                moderationStatus);
        return id;
    }

    private Gathering() {}
}
