package app.godo.events.listings;

import static app.godo.events.listings.Catalogued.eventOf;
import static app.godo.events.listings.Catalogued.taken;
import static app.godo.events.listings.Catalogued.told;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.testing.Api;
import app.godo.events.testing.Told;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class MergingTest {

    @Inject
    JudgeAgain judgeAgain;

    @Test
    @DisplayName("F-02: what two Sources list is one Event, each part of it from who knows it best")
    void two_listings_are_one_event() {
        var park = Listed.concert();
        var event = taken(park).id();

        var seller = park.by("ticketmaster")
                .titled("Piano in the Square (NY)")
                .priced(1500, 3000, false)
                .with("url", "https://www.ticketmaster.com/piano");
        assertEquals(event, told(seller));

        Api.read(Person.joined(), event)
                .statusCode(200)
                .body("title", is("Piano in the square"))
                .body("price_min", is(1500))
                .body("external_url", is("https://www.ticketmaster.com/piano"))
                .body("source", is("nyc_parks"))
                .body("version", is(2))
                .body("merged_into", nullValue())
                .body("sources.source", contains("nyc_parks", "ticketmaster"))
                .body("sources[0].fields", hasItem("title"))
                .body("sources[1].fields", hasItem("price_min"));
        var facts = Told.of(event);
        assertEquals(2, facts.size());
        assertEquals(
                List.of("external_url", "is_free", "price_max", "price_min", "sources"),
                ((EventFact.Changed) facts.getLast()).changed());
    }

    @Test
    @DisplayName("F-02: a second sync of the same changes nothing and publishes nothing")
    void a_second_sync_changes_nothing() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster").priced(1500, null, false);
        var event = told(park);
        told(seller);
        var row = rowOf(event);
        var facts = Told.of(event).size();

        told(seller);
        told(park);

        assertEquals(row, rowOf(event));
        assertEquals(facts, Told.of(event).size());
    }

    @Test
    @DisplayName("F-02: two who list it in one batch have one Event too")
    void both_in_one_batch_are_one_event() {
        var pairs = Stream.generate(Listed::concert)
                .limit(10)
                .map(park -> List.of(park, park.by("seatgeek")))
                .toList();
        var facts = pairs.stream().flatMap(List::stream).map(Listed::seen).toList();
        Topic.publishAll(facts);
        facts.forEach(fact -> Catalogued.awaitTaken(fact.factId()));

        pairs.forEach(pair -> assertEquals(eventOf(pair.getFirst()), eventOf(pair.getLast())));
    }

    @Test
    @DisplayName("F-02: an early and a late show are two Events, and nobody has to look at them")
    void matinee_and_evening_are_two() {
        var matinee = Listed.concert();
        var evening = matinee.by("ticketmaster").starting(matinee.startsAt().plus(Duration.ofHours(5)));

        assertNotEquals(told(matinee), told(evening));

        assertEquals(0, reviewsOf(matinee));
    }

    @Test
    @DisplayName("F-02: a Listing that moves to another time leaves the Event, and its old one stays who it was")
    void a_listing_that_moves_leaves() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster");
        var event = told(park);
        told(seller);

        var alone = told(seller.starting(park.startsAt().plus(Duration.ofHours(5))));

        assertNotEquals(event, alone);
        Api.read(Person.joined(), event).body("sources.source", contains("nyc_parks"));
        Api.read(Person.joined(), alone).body("sources.source", contains("ticketmaster"));
    }

    @Test
    @DisplayName("F-02: what nobody is sure of waits for a moderator, whose word counts at once and for good")
    void a_doubt_waits_for_a_moderator() {
        var doors = Listed.concert();
        var curtain = doors.by("ticketmaster").starting(doors.startsAt().plus(Duration.ofHours(1)));
        var one = told(doors);
        var other = told(curtain);
        assertNotEquals(one, other);
        assertEquals(1, reviewsOf(doors));
        var moderator = Api.moderator();

        Api.rule(moderator, curtain.key(), doors.key(), true)
                .statusCode(200)
                .body("event_of_one", is(one.toString()))
                .body("event_of_other", is(one.toString()));
        var facts = Told.of(one).size();
        Api.rule(moderator, curtain.key(), doors.key(), true).statusCode(200);
        told(curtain.starting(curtain.startsAt()).titled("Piano in the square tonight"));

        assertEquals(0, reviewsOf(doors));
        assertEquals(one, eventOf(curtain));
        assertEquals(facts, Told.of(one).size());
        assertEquals(
                1,
                Database.count(
                        "select count(*) from events.moderation_log where moderator = $1 and action = 'same'",
                        moderator.id()));
    }

    @Test
    @DisplayName("F-02: of two Events that become one, that which people know stays, and the other's id stands for it")
    void no_id_that_somebody_knows_is_lost() {
        var doors = Listed.concert().seating(2);
        var curtain = doors.by("ticketmaster").starting(doors.startsAt().plus(Duration.ofHours(1)));
        var unknown = told(doors);
        var known = told(curtain);
        var first = Person.joined();
        var second = Person.joined();
        var third = Person.joined();
        Api.attend(first, known, "going").statusCode(200);
        Api.attend(second, known, "going").statusCode(200);
        Api.attend(third, unknown, "going").statusCode(200);
        var moderator = Api.moderator();

        Api.rule(moderator, doors.key(), curtain.key(), true).body("event_of_one", is(known.toString()));

        Api.read(third, unknown)
                .statusCode(200)
                .header("Content-Location", "/api/v1/events/" + known)
                .body("id", is(known.toString()))
                .body("my_attendance", is("going"))
                .body("current_attendees", is(2))
                .body("capacity", is(2));
        assertEquals(3, Database.count("select current_attendees::bigint from events.events where id = $1", known));
        Api.as(third)
                .get("/api/v1/events/{id}/attendance", unknown)
                .then()
                .statusCode(200)
                .body("event_id", is(known.toString()));
        Api.attend(Person.joined(), unknown, "going").statusCode(409).body("code", is("event-full"));
        assertEquals(
                known, ((EventFact.Changed) Told.of(unknown).getLast()).event().mergedInto());
        assertEquals(List.of("null", "going"), statusesOf(third, unknown, known));

        Api.unmerge(moderator, known, doors.key()).statusCode(200).body("event_id", is(unknown.toString()));

        Api.read(third, unknown)
                .body("id", is(unknown.toString()))
                .body("merged_into", nullValue())
                .body("my_attendance", is("going"))
                .body("current_attendees", is(1));
        Api.read(first, known).body("my_attendance", is("going"));
        assertEquals(2, Database.count("select current_attendees::bigint from events.events where id = $1", known));
        assertTrue(Told.of(unknown).getLast() instanceof EventFact.Published);
    }

    @Test
    @DisplayName(
            "R-ATT-2: of two words of one person the stronger counts, and both are back when the Events are parted")
    void the_stronger_word_counts() {
        var doors = Listed.concert();
        var curtain = doors.by("ticketmaster").starting(doors.startsAt().plus(Duration.ofHours(1)));
        var unknown = told(doors);
        var known = told(curtain);
        Api.attend(Person.joined(), known, "maybe").statusCode(200);
        var surer = Person.joined();
        Api.attend(surer, unknown, "going").statusCode(200);
        Api.attend(surer, known, "interested").statusCode(200);
        var leaver = Person.joined();
        Api.attend(leaver, unknown, "going").statusCode(200);
        Api.attend(leaver, known, "interested").statusCode(200);
        var guest = Person.joined();
        Api.attend(guest, unknown, "interested").statusCode(200);
        Api.attend(guest, known, "going").statusCode(200);
        var moderator = Api.moderator();

        Api.rule(moderator, doors.key(), curtain.key(), true).body("event_of_one", is(known.toString()));

        Api.read(surer, known).body("my_attendance", is("going"));
        Api.read(guest, known).body("my_attendance", is("going"));
        assertEquals(3, Database.count("select current_attendees::bigint from events.events where id = $1", known));
        assertEquals(List.of("interested", "going"), statusesOf(surer, unknown, known));

        Api.withdraw(leaver, known).statusCode(204);
        Api.unmerge(moderator, known, doors.key()).statusCode(200).body("event_id", is(unknown.toString()));

        Api.read(surer, unknown).body("my_attendance", is("going"));
        Api.read(surer, known).body("my_attendance", is("interested"));
        Api.read(guest, unknown).body("my_attendance", is("interested"));
        Api.read(guest, known).body("my_attendance", is("going"));
        Api.read(leaver, unknown).body("my_attendance", nullValue());
        Api.read(leaver, known).body("my_attendance", nullValue());
        assertEquals(1, Database.count("select current_attendees::bigint from events.events where id = $1", unknown));
        assertEquals(1, Database.count("select current_attendees::bigint from events.events where id = $1", known));
    }

    @Test
    @DisplayName("F-03: an offered seat is offered for as long when its Event is merged")
    void an_offer_goes_over_with_its_deadline() {
        var doors = Listed.concert().seating(1);
        var curtain = doors.by("ticketmaster").starting(doors.startsAt().plus(Duration.ofHours(1)));
        var unknown = told(doors);
        var known = told(curtain);
        Api.attend(Person.joined(), known, "maybe").statusCode(200);
        Api.attend(Person.joined(), known, "maybe").statusCode(200);
        var seated = Person.joined();
        var waiting = Person.joined();
        Api.attend(seated, unknown, "going").statusCode(200);
        Api.goOrWait(waiting, unknown).statusCode(200);
        Api.withdraw(seated, unknown).statusCode(204);
        Api.attend(waiting, known, "maybe").statusCode(200);
        var until = Instant.parse(Api.as(waiting)
                .get("/api/v1/events/{id}/attendance", unknown)
                .then()
                .extract()
                .path("offer_expires_at"));

        Api.rule(Api.moderator(), doors.key(), curtain.key(), true).body("event_of_one", is(known.toString()));

        var fact = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                told -> told.eventId().equals(known)
                        && told.userId().equals(waiting.id())
                        && told.offerExpiresAt() != null);
        assertEquals(until, fact.offerExpiresAt());
        assertEquals("maybe", fact.previous());
    }

    @Test
    @DisplayName("F-02: a Listing that joined at once gets an Event of its own when it is taken out, and stays out")
    void what_is_unmerged_stays_so() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster");
        var event = told(park);
        told(seller);
        var guest = Person.joined();
        Api.attend(guest, event, "going").statusCode(200);
        var moderator = Api.moderator();

        var alone = UUID.fromString(Api.unmerge(moderator, event, seller.key())
                .statusCode(200)
                .extract()
                .path("event_id"));
        assertEquals(alone, told(seller.titled("Piano in the square again")));
        Api.unmerge(moderator, event, seller.key()).statusCode(200).body("event_id", is(alone.toString()));

        assertNotEquals(event, alone);
        Api.read(guest, event).body("my_attendance", is("going"));
        Api.read(guest, alone).body("my_attendance", nullValue()).body("current_attendees", is(0));
    }

    @Test
    @DisplayName("F-02: what came before Listings were compared is compared when all are judged again")
    void what_was_never_compared_is_when_all_are_judged_again() {
        var park = Listed.concert();
        var seller = park.by("ticketmaster");
        var event = told(park);
        Database.sql("update events.source_listings set day = null, keys = '{}' where key = $1", park.key());
        assertNotEquals(event, told(seller));

        judgeAgain.judge().await().atMost(Duration.ofSeconds(60));
        var row = rowOf(event);
        judgeAgain.judge().await().atMost(Duration.ofSeconds(60));

        assertEquals(eventOf(seller), eventOf(park));
        assertEquals(row, rowOf(event));
    }

    @Test
    void the_queue_is_read_page_by_page_and_only_by_moderators() {
        IntStream.range(0, 3).forEach(i -> {
            var doors = Listed.concert();
            told(doors);
            told(doors.by("ticketmaster").starting(doors.startsAt().plus(Duration.ofHours(1))));
        });
        var moderator = Api.moderator();

        var all = Api.matches(moderator, null, 100).statusCode(200).extract().<List<String>>path("items.one.key");
        var first = Api.matches(moderator, null, 2).extract();
        var next = Api.matches(moderator, first.path("next_cursor"), 98).extract();

        assertEquals(
                all,
                Stream.concat(
                                first.<List<String>>path("items.one.key").stream(),
                                next.<List<String>>path("items.one.key").stream())
                        .toList());
        var anybody = Person.joined();
        Api.matches(anybody, null, 2).statusCode(404);
        Api.rule(anybody, "a:1", "b:1", true).statusCode(404);
        Api.unmerge(anybody, UUID.randomUUID(), "a:1").statusCode(404);
        Api.rule(moderator, "a:1", "b:1", true).statusCode(404);
        Api.rule(moderator, "a:1", "a:1", true).statusCode(422).body("errors[0].pointer", is("/other"));
    }

    private static String rowOf(UUID event) {
        return Database.sql("select * from events.events where id = $1", event)
                .getFirst()
                .toJson()
                .encode();
    }

    private static long reviewsOf(Listed listed) {
        return Database.count("select count(*) from events.match_reviews where $1 in (one, other)", listed.key());
    }

    /** What was told last of a person at each of these Events. */
    private static List<String> statusesOf(Person person, UUID... events) {
        return Stream.of(events)
                .map(event -> Topic.facts(Topics.ATTENDANCE, AttendanceFact.Changed.class).stream()
                        .filter(fact ->
                                fact.eventId().equals(event) && fact.userId().equals(person.id()))
                        .reduce((earlier, later) -> later)
                        .map(fact -> String.valueOf(fact.status()))
                        .orElse("none"))
                .toList();
    }
}
