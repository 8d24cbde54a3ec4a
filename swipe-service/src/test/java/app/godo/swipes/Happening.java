package app.godo.swipes;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An Event for a test to swipe, as event-service would have it. */
public record Happening(UUID id, Instant at) {

    /** An Event that begins in this time from now. */
    public static Happening in(Duration fromNow) {
        return create(Instant.now().plus(fromNow), null, null, "approved");
    }

    /** An Event with a beginning and an end. */
    public static Happening between(Instant from, Instant to) {
        return create(from, to, null, "approved");
    }

    /** An Event that nobody has looked at yet. */
    public static Happening unmoderated() {
        return create(Instant.now().plus(Duration.ofDays(1)), null, null, "pending");
    }

    /** An Event by somebody. */
    public static Happening by(Person creator) {
        return create(Instant.now().plus(Duration.ofDays(1)), null, creator.id(), "approved");
    }

    /** Events of the coming days. */
    public static Stream<Happening> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> in(Duration.ofHours(24 + i)));
    }

    /** As event-service has it when somebody changes it. */
    public void becomes(String scheduleStatus) {
        Database.sql(
                "update events.events set schedule_status = $2, version = version + 1 where id = $1",
                id,
                scheduleStatus);
    }

    /** The two were found to be one, and the other stands for both. */
    public void becomesPartOf(Happening other) {
        Database.sql("""
                update events.events set is_active = false, merged_into = $2
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", id, other.id);
    }

    /** A Source that wants something said of it tells of it. */
    public void isFrom(String source, String attribution) {
        Database.sql("""
                update events.events set sources = jsonb_build_array(jsonb_build_object(
                           'source', $2::text, 'url', null, 'fields', '[]'::jsonb, 'attribution', $3::text))
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", id, source, attribution);
    }

    /** It is described by a Source that lets this be handed on, or does not. */
    public void isDescribedBy(String source, String description, boolean redistributable) {
        Database.sql("""
                update events.events set description = $3, sources = jsonb_build_array(jsonb_build_object(
                           'source', $2::text, 'url', null, 'fields', '["description"]'::jsonb, 'redistributable', $4::boolean))
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", id, source, description, redistributable);
    }

    /** Somebody says whether they come, and shows it to everyone. */
    public void attendedBy(Person person, String status) {
        Database.sql(
                "insert into events.attendance (id, event_id, user_id, status, visibility) values ($1, $2, $3, $4, 'public')",
                Ids.next(),
                id,
                person.id(),
                status);
    }

    private static Happening create(Instant from, Instant to, UUID creator, String moderation) {
        var id = Ids.next();
        Database.sql("""
                insert into events.events (id, title, date_time, end_time, location_name, category, source,
                                           created_by_user_id, moderation_status)
                values ($1, $2, $3, $4, 'Prospect Park', 'music', 'nyc_parks', $5, $6)""", id, "Concert " + id, utc(from), utc(to), creator, moderation);
        return new Happening(id, from);
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
