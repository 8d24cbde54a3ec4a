package app.godo.notifications;

import app.godo.wire.events.EventSource;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What the other services would have written and said. */
public final class Facts {

    private static final EventSource LISTED = new EventSource("nyc_parks", null, List.of(), null, null);

    /** One person asks another to be friends; the request waits. */
    public static SocialFact.FriendRequested request(Person requester, Person addressee) {
        return request(requester, addressee, Instant.now());
    }

    /** The same at another moment. */
    public static SocialFact.FriendRequested request(Person requester, Person addressee, Instant at) {
        var id = Ids.next();
        Database.sql("""
                insert into social.friendships (id, low, high, status, requested_by)
                values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'pending', $2)""", id, requester.id(), addressee.id());
        var fact = new SocialFact.FriendRequested(Ids.next(), at, id, requester.id(), addressee.id());
        Topic.publish(fact);
        return fact;
    }

    /** The request is made again, when it was declined once and long enough ago. */
    public static SocialFact.FriendRequested again(SocialFact.FriendRequested asked, Instant at) {
        var fact = new SocialFact.FriendRequested(
                Ids.next(), at, asked.friendshipId(), asked.requesterId(), asked.addresseeId());
        Topic.publish(fact);
        return fact;
    }

    /** The request is taken back. */
    public static SocialFact.RequestWithdrawn takeBack(SocialFact.FriendRequested asked) {
        Database.sql("delete from social.friendships where id = $1", asked.friendshipId());
        var fact = new SocialFact.RequestWithdrawn(
                Ids.next(), Instant.now(), asked.friendshipId(), asked.requesterId(), asked.addresseeId());
        Topic.publish(fact);
        return fact;
    }

    /** One person blocks another; what was between them is over. */
    public static SocialFact.Blocked block(Person person, Person other) {
        person.block(other);
        Database.sql(
                "delete from social.friendships where low = least($1::uuid, $2::uuid) and high = greatest($1::uuid, $2::uuid)",
                person.id(),
                other.id());
        var fact = new SocialFact.Blocked(Ids.next(), Instant.now(), person.id(), other.id());
        Topic.publish(fact);
        return fact;
    }

    /** The request is accepted. */
    public static SocialFact.FriendAccepted accept(SocialFact.FriendRequested asked) {
        Database.sql(
                "update social.friendships set status = 'accepted', accepted_at = now() where id = $1",
                asked.friendshipId());
        var fact = new SocialFact.FriendAccepted(
                Ids.next(), Instant.now(), asked.friendshipId(), asked.requesterId(), asked.addresseeId());
        Topic.publish(fact);
        return fact;
    }

    /** An Event in the catalogue that begins then. */
    public static EventView event(String title, Instant start) {
        var id = Ids.next();
        var at = start.truncatedTo(ChronoUnit.SECONDS);
        Database.sql("""
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                values ($1, $2, $3, 'Prospect Park', 'music', 'nyc_parks', 'approved')""", id, title, at.atOffset(ZoneOffset.UTC));
        return version(1, id, title, at);
    }

    /** The same Event after so many changes. */
    public static EventView version(long version, EventView event) {
        return version(version, event.id(), event.title(), event.dateTime());
    }

    private static EventView version(long version, UUID id, String title, Instant at) {
        return view(version, id, title, at, "Prospect Park", "scheduled", null);
    }

    private static EventView view(
            long version, UUID id, String title, Instant at, String place, String status, UUID mergedInto) {
        return view(version, id, title, at, place, status, mergedInto, List.of(LISTED), "approved");
    }

    private static EventView view(
            long version,
            UUID id,
            String title,
            Instant at,
            String place,
            String status,
            UUID mergedInto,
            List<EventSource> sources,
            String moderationStatus) {
        return new EventView(
                id,
                title,
                null,
                at,
                null,
                "America/New_York",
                false,
                false,
                status,
                "in_person",
                place,
                null,
                null,
                null,
                null,
                "Brooklyn",
                "music",
                List.of(),
                null,
                null,
                "USD",
                false,
                false,
                null,
                null,
                0,
                0,
                "nyc_parks",
                null,
                false,
                moderationStatus,
                null,
                null,
                null,
                null,
                version,
                at,
                at,
                sources,
                mergedInto,
                null,
                null,
                false,
                null);
    }

    /** A person's place at an Event. */
    public static void attend(Person person, EventView event, String status) {
        Database.sql(
                "insert into events.attendance (id, event_id, user_id, status) values ($1, $2, $3, $4)",
                Ids.next(),
                event.id(),
                person.id(),
                status);
    }

    /** A person's newest swipe on an Event. */
    public static void swipe(Person person, EventView event, String direction) {
        Database.sql("""
                insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
                values ($1, $2, $3, $4, now())""", person.id(), event.id(), Ids.next(), direction);
    }

    /** The Event will not take place. */
    public static EventFact.Cancelled cancel(EventView event) {
        var fact = new EventFact.Cancelled(Ids.next(), Instant.now(), event);
        Topic.publish(fact);
        return fact;
    }

    /** An Event that somebody submitted. */
    public static EventView by(Person creator, EventView event) {
        Database.sql("""
                update events.events set created_by_user_id = $2
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", event.id(), creator.id());
        return event;
    }

    /** The next version of an Event, at another time or place or in another state; it can be seen by everyone. */
    public static EventView revised(EventView event, Instant at, String place, String status) {
        return view(
                event.version() + 1,
                event.id(),
                event.title(),
                at.truncatedTo(ChronoUnit.SECONDS),
                place,
                status,
                null);
    }

    /** The next version of an Event that begins at another time, in the catalogue too. */
    public static EventView moved(EventView event, Instant at) {
        var start = at.truncatedTo(ChronoUnit.SECONDS);
        Database.sql("""
                update events.events set date_time = $2
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", event.id(), start.atOffset(ZoneOffset.UTC));
        return revised(event, start, "Prospect Park", "scheduled");
    }

    /** The next version of an Event, of which nobody tells any more who may be quoted. */
    public static EventView withdrawn(EventView event) {
        return view(
                event.version() + 1,
                event.id(),
                "No longer listed",
                event.dateTime(),
                "No longer listed",
                "unconfirmed",
                null,
                List.of(),
                "approved");
    }

    /** The next version of an Event, which moderators took down. */
    public static EventView rejected(EventView event) {
        Database.sql("""
                update events.events set moderation_status = 'rejected'
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", event.id());
        return view(
                event.version() + 1,
                event.id(),
                event.title(),
                event.dateTime(),
                event.locationName(),
                "scheduled",
                null,
                List.of(LISTED),
                "rejected");
    }

    /** The next version of a rejected Event, which can be seen again. */
    public static EventView approved(EventView event) {
        Database.sql("""
                update events.events set moderation_status = 'approved'
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", event.id());
        return version(event.version() + 1, event);
    }

    /** The next version of an Event, which another has taken the place of. */
    public static EventView mergedInto(EventView other, EventView event) {
        Database.sql("""
                update events.events set is_active = false, merged_into = $2
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", event.id(), other.id());
        return view(
                event.version() + 1,
                event.id(),
                event.title(),
                other.dateTime(),
                other.locationName(),
                other.scheduleStatus(),
                other.id());
    }

    /** A person's word goes over to the Event that took the place of another. */
    public static void move(Person person, EventView leaving, EventView entering) {
        Database.sql(
                "update events.attendance set event_id = $3, said_of = $2 where user_id = $1 and event_id = $2",
                person.id(),
                leaving.id(),
                entering.id());
    }

    /** An Event can be seen. */
    public static EventFact.Published publish(EventView event) {
        var fact = new EventFact.Published(Ids.next(), Instant.now(), event);
        Topic.publish(fact);
        return fact;
    }

    /** An Event is otherwise than before. */
    public static EventFact.Changed change(EventView event, String... changed) {
        var fact = new EventFact.Changed(Ids.next(), Instant.now(), event, List.of(changed));
        Topic.publish(fact);
        return fact;
    }

    /** Somebody waits for a seat, which is theirs until then, if it is. */
    public static AttendanceFact.Changed waits(Person person, EventView event, Instant offerExpiresAt) {
        var fact = new AttendanceFact.Changed(
                Ids.next(),
                Instant.now(),
                event.id(),
                person.id(),
                "waitlisted",
                "waitlisted",
                "friends",
                1,
                1,
                1,
                1L,
                offerExpiresAt);
        Topic.publish(fact);
        return fact;
    }

    /** A person does not come any more. */
    public static AttendanceFact.Changed withdraws(Person person, EventView event) {
        Database.sql("delete from events.attendance where user_id = $1 and event_id = $2", person.id(), event.id());
        var fact = new AttendanceFact.Changed(
                Ids.next(), Instant.now(), event.id(), person.id(), null, "going", "friends", 0, null, 0, 2L);
        Topic.publish(fact);
        return fact;
    }

    /** How many notifications a person has. */
    public static long countOf(UUID person) {
        return Database.count("select count(*) from notifications.notifications where user_id = $1", person);
    }

    private Facts() {}
}
