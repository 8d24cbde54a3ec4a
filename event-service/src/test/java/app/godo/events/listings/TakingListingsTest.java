package app.godo.events.listings;

import static app.godo.events.listings.Catalogued.awaitTaken;
import static app.godo.events.listings.Catalogued.eventOf;
import static app.godo.events.listings.Catalogued.taken;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.events.testing.Api;
import app.godo.events.testing.Told;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.outbox.CloudEvents;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class TakingListingsTest {

    @Inject
    ObjectMapper mapper;

    @Test
    void a_new_listing_becomes_an_event_that_everyone_sees() {
        var concert = Listed.concert().seating(40);

        var event = taken(concert);

        Api.read(Person.joined(), event.id())
                .statusCode(200)
                .body("title", is("Piano in the square"))
                .body("description", is("Bring a friend."))
                .body("date_time", is(concert.startsAt().toString()))
                .body("end_time", is(concert.endsAt().toString()))
                .body("neighborhood", is("Theater District"))
                .body("borough", is("Manhattan"))
                .body("transit_score", is(10))
                .body("tags", is(List.of("Concerts", "Piano")))
                .body("is_free", is(true))
                .body("price_min", is(0))
                .body("capacity", is(40))
                .body("source", is("nyc_parks"))
                .body("external_url", is("https://www.nycgovparks.org/events/piano"))
                .body("is_user_generated", is(false))
                .body("moderation_status", is("approved"))
                .body("version", is(1));
        assertEquals(1, Database.count("select count(*) from events.source_listings where event_id = $1", event.id()));
    }

    @Test
    void the_fact_holds_the_event_as_it_is_read() throws JsonProcessingException {
        var event = taken(Listed.concert().priced(1500, 3000, false));

        var read = Api.read(Person.joined(), event.id()).extract().asString();

        assertEquals(mapper.readValue(read, EventView.class), event);
    }

    @Test
    @DisplayName("I-17: telling a listing again changes nothing")
    void a_repeated_listing_changes_nothing() {
        var concert = Listed.concert();
        var event = taken(concert);
        var row = Database.sql("select * from events.events where id = $1", event.id())
                .getFirst()
                .toJson();

        Topic.publish(concert.seen());
        var seen = concert.seen();
        Topic.publish(seen);
        Topic.publish(seen);
        awaitTaken(seen.factId());

        assertEquals(
                row,
                Database.sql("select * from events.events where id = $1", event.id())
                        .getFirst()
                        .toJson());
        assertEquals(1, Told.of(event.id()).size());
    }

    @Test
    void each_real_change_is_a_version_and_a_fact() {
        var concert = Listed.concert();
        var event = taken(concert);

        Topic.publish(concert.titled("Piano and cello in the square").seen());
        var changed = Topic.await(Topics.EVENTS, EventFact.Changed.class, fact -> fact.event()
                .id()
                .equals(event.id()));
        Topic.publish(concert.titled("Piano and cello in the square")
                .status("cancelled")
                .seen());
        var cancelled = Topic.await(Topics.EVENTS, EventFact.Cancelled.class, fact -> fact.event()
                .id()
                .equals(event.id()));

        assertEquals("Piano and cello in the square", changed.event().title());
        assertEquals(2, changed.event().version());
        assertEquals("cancelled", cancelled.event().scheduleStatus());
        assertEquals(3, cancelled.event().version());
        assertEquals(3, Told.of(event.id()).size());
        Api.read(Person.joined(), event.id()).body("schedule_status", is("cancelled"));
    }

    @Test
    @DisplayName("I-14: many tellings in one batch are taken in their order")
    void what_is_told_twice_in_a_batch_ends_as_it_was_told_last() {
        var concerts = Stream.generate(Listed::concert).limit(30).toList();

        Topic.publishAll(concerts.stream()
                .flatMap(one -> Stream.of(one, one.titled("Cello"), one.titled("Cello"), one.titled("Harp")))
                .map(Listed::seen)
                .toList());

        concerts.forEach(one -> await().atMost(Duration.ofSeconds(15)).until(() -> versionOf(one) == 3));
        assertEquals(30, Database.count("""
                        select count(*) from events.events join events.source_listings on event_id = id
                         where title = 'Harp' and external_id = any($1)""", (Object)
                concerts.stream().map(Listed::externalId).toArray(String[]::new)));
    }

    @Test
    @DisplayName("I-07: fewer seats than are taken turn nobody away")
    void a_capacity_lowered_below_the_seats_taken_leaves_a_full_event() {
        var concert = Listed.concert().seating(5);
        var event = taken(concert);
        var people = List.of(Person.joined(), Person.joined(), Person.joined());
        people.forEach(person -> Api.attend(person, event.id(), "going").statusCode(200));

        Topic.publish(concert.seating(2).seen());
        Topic.await(Topics.EVENTS, EventFact.Changed.class, fact -> fact.event()
                .id()
                .equals(event.id()));

        var late = Person.joined();
        Api.read(people.getFirst(), event.id()).body("capacity", is(2)).body("current_attendees", is(2));
        assertEquals(
                3, Database.count("select current_attendees::bigint from events.events where id = $1", event.id()));
        Api.attend(people.getFirst(), event.id(), Map.of("status", "going", "visibility", "friends"))
                .statusCode(200);
        Api.attend(late, event.id(), "going").statusCode(409).body("code", is("event-full"));
        Api.withdraw(people.get(0), event.id()).statusCode(204);
        Api.attend(late, event.id(), "going").statusCode(409);
        Api.withdraw(people.get(1), event.id()).statusCode(204);
        Api.attend(late, event.id(), "going").statusCode(200).body("current_attendees", is(2));
    }

    @Test
    void what_is_only_told_again_waits_for_nobody_who_holds_the_event() {
        var concert = Listed.concert();
        var event = taken(concert);
        var again = concert.seen();

        var someone = CompletableFuture.runAsync(() -> Database.sql(
                "with held as (select id from events.events where id = $1 for update) select pg_sleep(5)::text from held",
                event.id()));
        Topic.publish(again);
        awaitTaken(again.factId());

        assertFalse(someone.isDone());
        someone.join();
    }

    @Test
    void what_takes_place_online_is_told_to() {
        var event = taken(Listed.concert().held("online"));

        Api.read(Person.joined(), event.id()).body("location_kind", is("online"));
    }

    @Test
    void seats_that_are_added_go_to_those_who_wait() {
        var concert = Listed.concert().seating(1);
        var event = taken(concert);
        Api.attend(Person.joined(), event.id(), "going").statusCode(200);
        var waiting = Person.joined();
        Api.attend(waiting, event.id(), Map.of("status", "going", "join_waitlist", true, "auto_accept", true))
                .statusCode(200)
                .body("status", is("waitlisted"));

        Topic.publish(concert.seating(2).seen());

        Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                fact -> fact.userId().equals(waiting.id()) && "going".equals(fact.status()));
        Api.read(waiting, event.id()).body("my_attendance", is("going")).body("current_attendees", is(2));
    }

    @Test
    @DisplayName("I-16: poison goes to the dead letters with its cause, and the others go on")
    void poison_stops_nobody() {
        var nameless = Listed.concert().titled("").seen();
        var unreadable = UUID.randomUUID().toString();

        Topic.publish(nameless);
        Topic.send(new ProducerRecord<>(Topics.EVENTS_INGESTED, unreadable, "{".getBytes()));
        taken(Listed.concert());

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            var buried = Topic.all(Topics.deadLettersOf(Topics.EVENTS_INGESTED));
            var reasons = buried.stream()
                    .filter(record -> record.key().equals(nameless.key()))
                    .map(record -> CloudEvents.text(record.headers(), "dead-letter-reason"))
                    .toList();
            assertEquals(List.of("no Event can be made of a listing with no title"), reasons);
            assertEquals(
                    1,
                    buried.stream()
                            .filter(record -> record.key().equals(unreadable))
                            .count());
        });
    }

    private static long versionOf(Listed listed) {
        var event = eventOf(listed);
        return event == null ? 0 : Database.count("select version from events.events where id = $1", event);
    }
}
