package app.godo.swipes.calendar;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.swipes.Happening;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ReadingACalendarTest {

    private static final Instant EIGHT = Instant.parse("2031-05-10T23:30:00Z");
    private static final Instant TEN = EIGHT.plus(Duration.ofHours(2));

    private final Person anna = Person.joined();

    @Test
    @DisplayName("F-09: what was swiped right and what somebody said they come to is in it, valid for another program")
    void a_calendar_holds_what_is_planned() throws Exception {
        var right = Happening.between(EIGHT, TEN);
        send(anna, swipe(right, "right"));
        var going = Happening.between(TEN, null);
        going.attendedBy(anna, "going");
        send(anna, swipe(Happening.in(Duration.ofDays(1)), "up"));
        var declined = Happening.between(EIGHT, TEN);
        send(anna, swipe(declined, "right"));
        declined.attendedBy(anna, "not_going");

        var answer = read(address())
                .then()
                .statusCode(200)
                .header("Content-Type", is("text/calendar;charset=UTF-8"))
                .header("Cache-Control", is("private, no-cache"))
                .header("Set-Cookie", nullValue())
                .extract()
                .asString();

        var calendar = Biweekly.parse(answer).first();
        assertEquals(List.of(), List.copyOf(calendar.validate(ICalVersion.V2_0).getWarnings()));
        try (var reader = new ICalReader(answer)) {
            reader.readNext();
            assertEquals(List.of(), reader.getWarnings());
        }
        assertEquals("PT1H", calendar.getRefreshInterval().getValue().toString());
        assertEquals(2, calendar.getEvents().size());
        var first = calendar.getEvents().getFirst();
        assertEquals(right.id() + "@godo.app", first.getUid().getValue());
        assertEquals("Concert " + right.id(), first.getSummary().getValue());
        assertEquals("Prospect Park", first.getLocation().getValue());
        assertEquals("CONFIRMED", first.getStatus().getValue());
        assertEquals("TRANSPARENT", first.getTransparency().getValue());
        assertTrue(answer.contains("DTSTART:20310510T233000Z\r\n"), answer);
        assertTrue(answer.contains("DTEND:20310511T013000Z\r\n"), answer);
        var second = calendar.getEvents().getLast();
        assertEquals(going.id() + "@godo.app", second.getUid().getValue());
        assertEquals("OPAQUE", second.getTransparency().getValue());
    }

    @Test
    @DisplayName("F-14: what is cancelled stays and says so, what nobody confirms is tentative, and SEQUENCE rises")
    void changes_reach_the_calendar() {
        var concert = swiped(Happening.between(EIGHT, TEN));
        var address = address();
        var before = read(address);
        var sequence = only(before).getSequence().getValue();

        concert.becomes("unconfirmed");
        var tentative = only(read(address));
        concert.becomes("cancelled");
        var after = read(address);
        var cancelled = only(after);

        assertEquals("TENTATIVE", tentative.getStatus().getValue());
        assertEquals("CANCELLED", cancelled.getStatus().getValue());
        assertTrue(tentative.getSequence().getValue() > sequence);
        assertTrue(cancelled.getSequence().getValue() > tentative.getSequence().getValue());
        assertNotEquals(before.header("ETag"), after.header("ETag"));
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        swiped(Happening.between(EIGHT, TEN));
        var address = address();
        var tag = read(address).header("ETag");

        given().header("If-None-Match", tag)
                .get(address)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Cache-Control", is("private, no-cache"));
    }

    @Test
    void of_what_only_the_day_is_known_the_day_is_told() {
        var festival =
                swiped(Happening.between(Instant.parse("2031-05-10T04:00:00Z"), Instant.parse("2031-05-12T04:00:00Z")));
        Database.sql("update events.events set all_day = true where id = $1", festival.id());
        var someday = swiped(Happening.between(Instant.parse("2031-06-10T20:00:00Z"), null));
        Database.sql("update events.events set time_tbd = true where id = $1", someday.id());

        var text = read(address()).asString();

        assertTrue(text.contains("DTSTART;VALUE=DATE:20310510\r\nDTEND;VALUE=DATE:20310512\r\n"), text);
        assertTrue(text.contains("DTSTART;VALUE=DATE:20310610\r\nDTEND;VALUE=DATE:20310611\r\n"), text);
    }

    @Test
    @DisplayName("A-48: no title adds a line of its own, and no line is longer than 75 octets")
    void titles_are_only_text() {
        var concert = swiped(Happening.between(EIGHT, TEN));
        var title = "Ünï, cödé; 日本語の音楽 \\ 🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷🎷\r\nATTENDEE:mailto:eve@example.com";
        Database.sql(
                "update events.events set title = $2, external_url = $3 where id = $1",
                concert.id(),
                title,
                "https://example.com/\r\nATTENDEE:mailto:eve@example.com");

        var answer = read(address());

        var text = new String(answer.asByteArray(), UTF_8);
        for (var line : text.split("\r\n")) {
            assertTrue(line.getBytes(UTF_8).length <= 75, line);
            assertFalse(line.startsWith("ATTENDEE"), line);
            assertFalse(line.contains("\n") || line.contains("\r"), line);
        }
        assertEquals(List.of(), only(answer).getAttendees());
        assertEquals(
                title.replace("\r\n", "\n"),
                only(answer).getSummary().getValue().replace("\r\n", "\n"));
    }

    @Test
    @DisplayName("R-GAP-11: what a source wants said of it is said here too")
    void a_source_is_named() {
        swiped(Happening.in(Duration.ofDays(1))).isFrom("nyc_parks", "Listed by NYC Parks");

        assertEquals(
                "Listed by NYC Parks", only(read(address())).getDescription().getValue());
    }

    @Test
    @DisplayName("R-GAP-11: what a source says leaves our pages only if its terms let it")
    void words_that_may_not_be_handed_on_are_left_out() {
        var concert = swiped(Happening.in(Duration.ofDays(1)));
        concert.isDescribedBy("nyc_parks", "Bring a friend.", true);
        var address = address();
        assertEquals("Bring a friend.", only(read(address)).getDescription().getValue());

        concert.isDescribedBy("seller", "Bring a friend.", false);

        assertNull(only(read(address)).getDescription());
    }

    @Test
    void what_became_one_event_is_there_once() {
        var twin = swiped(Happening.between(EIGHT, TEN));
        var concert = swiped(Happening.between(EIGHT, TEN));

        twin.becomesPartOf(concert);

        assertEquals(concert.id() + "@godo.app", only(read(address())).getUid().getValue());
    }

    @Test
    @DisplayName("I-11: who blocked somebody is in nobody's calendar of theirs")
    void what_may_not_be_seen_is_not_there() {
        var creator = Person.joined();
        swiped(Happening.by(creator));
        var address = address();
        only(read(address));

        creator.block(anna);

        assertEquals(List.of(), events(read(address)));
    }

    @Test
    void another_address_takes_the_place_of_the_one_before() {
        var first = address();
        var second = address();

        assertNotEquals(first, second);
        nowhere(first);
        read(second).then().statusCode(200);

        signedIn().delete("/api/v1/swipes/calendar/feed").then().statusCode(204);
        nowhere(second);
        signedIn().delete("/api/v1/swipes/calendar/feed").then().statusCode(204);
    }

    @Test
    void an_address_is_known_by_its_hash_alone() {
        var token = address().replaceAll(".*/|\\.ics", "");

        var rows = Database.sql("select t::text from swipes.ical_tokens as t where user_id = $1", anna.id());

        assertEquals(1, rows.size());
        assertFalse(rows.getFirst().getString(0).contains(token));
        assertFalse(new FeedToken(token).toString().contains(token));
    }

    @Test
    @DisplayName("C.9: an address is in no log, not even when something is broken")
    void an_address_is_in_no_log() {
        var concert = swiped(Happening.between(EIGHT, null));
        Database.sql("update events.events set time_tbd = true, time_zone = 'ABC5DEF' where id = $1", concert.id());
        var address = address();
        var logged = new StringBuffer();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.append(record.getMessage()).append(Arrays.toString(record.getParameters()));
                logged.append(record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);

        try {
            read(address).then().statusCode(503).body("code", is("unavailable"));
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }

        assertTrue(logged.toString().contains("a calendar could not be read"), logged::toString);
        assertFalse(logged.toString().contains(address.replaceAll(".*/|\\.ics", "")), logged::toString);
    }

    @Test
    @DisplayName("A-09: the calendar of who is switched off is nowhere")
    void who_is_switched_off_has_no_calendar() {
        var address = address();
        Database.sql("update users.users set is_active = false, deactivated_at = now() where id = $1", anna.id());

        nowhere(address);
    }

    @Test
    void what_was_never_an_address_leads_nowhere() {
        nowhere("/api/v1/calendar/" + "a".repeat(43) + ".ics");
        nowhere("/api/v1/calendar/x.ics");
    }

    @Test
    void a_stranger_opens_nothing() {
        given().post("/api/v1/swipes/calendar/feed").then().statusCode(401);
        given().delete("/api/v1/swipes/calendar/feed").then().statusCode(401);
    }

    private Happening swiped(Happening event) {
        send(anna, swipe(event, "right"));
        return event;
    }

    /** Where anna's calendar is from now on. */
    private String address() {
        return signedIn()
                .post("/api/v1/swipes/calendar/feed")
                .then()
                .statusCode(201)
                .header("Cache-Control", is("private, no-store"))
                .body("path", matchesPattern("/api/v1/calendar/[A-Za-z0-9_-]{43}\\.ics"))
                .extract()
                .path("path");
    }

    private RequestSpecification signedIn() {
        return given().auth().oauth2(anna.token());
    }

    /** As a calendar program does, that has nothing but the address. */
    private static Response read(String address) {
        return given().get(address);
    }

    private static void nowhere(String address) {
        read(address).then().statusCode(404).body("code", is("not-found"));
    }

    private static VEvent only(Response answer) {
        assertEquals(1, events(answer).size(), answer::asString);
        return events(answer).getFirst();
    }

    private static List<VEvent> events(Response answer) {
        return Biweekly.parse(new String(answer.asByteArray(), UTF_8)).first().getEvents();
    }
}
