package app.godo.events.searching;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SearchingTest {

    private final Person reader = Person.joined();

    /** A word that no other test has. */
    private String word;

    @BeforeEach
    void invent() {
        word = ThreadLocalRandom.current()
                .ints(10, 'a', 'p') // so that it is no other when it ends in a q
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    @DisplayName(
            "R-GAP-2: what has the words in its title comes first, then what has them elsewhere, then what is spelt alike")
    void words_are_found_where_they_stand() {
        var alike = event("title", "Evening of " + word.substring(0, 9) + "q");
        var elsewhere = event("description", "With " + word + " and others");
        var late = event("title", "Evening of " + word);
        Database.sql("update events.events set date_time = date_time + interval '1 day' where id = $1", late);
        var soon = event("title", "Morning of " + word);

        assertEquals(List.of(soon, late, elsewhere, alike), found(Map.of("q", word)));
        assertEquals(List.of(soon), found(Map.of("q", word + " -evening", "to", tomorrow(12), "limit", 1)));
    }

    @Test
    void pages_follow_one_another_without_a_gap_whatever_comes_meanwhile() {
        var events = Stream.of("title", "title", "title", "description", "description")
                .map(field -> event(field, "All about " + word))
                .toList();
        for (var i = 0; i < events.size(); i++) {
            Database.sql(
                    "update events.events set date_time = date_time + $2 * interval '1 hour' where id = $1",
                    events.get(i),
                    i);
        }
        var seen = new ArrayList<UUID>();
        String cursor = null;
        do {
            var page = search(
                            cursor == null
                                    ? Map.of("q", word, "limit", 2)
                                    : Map.of("q", word, "limit", 2, "cursor", cursor))
                    .statusCode(200)
                    .extract();
            seen.addAll(ids(page.path("items.id")));
            cursor = page.path("next_cursor");
            event("title", "Later " + word);
        } while (cursor != null && seen.size() < 20);

        assertEquals(events.subList(0, 3), seen.subList(0, 3));
        assertEquals(seen.size(), seen.stream().distinct().count());
        assertEquals(true, seen.containsAll(events));
    }

    @Test
    void a_cursor_is_for_its_own_question_only() {
        event("title", word + " one");
        event("title", word + " two");
        var cursor = search(Map.of("q", word, "limit", 1)).extract().<String>path("next_cursor");

        search(Map.of("q", word, "category", "music", "limit", 1, "cursor", cursor))
                .statusCode(400)
                .body("code", is("cursor-mismatch"));
    }

    @ParameterizedTest(name = "{0}={1} finds it: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            category   | music                          | true
            category   | sports,music                   | true
            category   | sports                         | false
            near       | 40.7536,-73.9832               | true
            near       | 40.7700,-73.9832               | true
            near       | 40.7800,-73.9832               | false
            bbox       | -74,40.7,-73.9,40.8            | true
            bbox       | -74,40.7,-73.99,40.8           | false
            price_max  | 1500                           | true
            price_max  | 1499                           | false
            accessible | true                           | true
            accessible | step_free,captions             | true
            accessible | step_free,asl                  | false
            accessible | false                          | true
            from       | 2020-01-01                     | true
            from       | 2090-01-01T00:00:00-05:00      | false
            to         | 2020-01-01                     | false
            """)
    @DisplayName("R-GAP-2, F-23: all that is asked for must fit")
    void what_is_asked_for_must_fit(String name, String value, boolean fits) {
        var event = event("title", "A concert of " + word);
        Database.sql("""
                update events.events set price_known = true, price_min = 1500,
                    accessibility_info = '{"step_free": true, "captions": true, "asl": false}' where id = $1""", event);

        assertEquals(fits ? List.of(event) : List.of(), found(Map.of("q", word, name, value)));
    }

    @Test
    void an_unknown_price_is_not_below_any() {
        event("title", word);

        assertEquals(List.of(), found(Map.of("q", word, "price_max", 100_000)));
    }

    @Test
    @DisplayName("R-EVT-12: nobody finds what they may not see")
    void only_what_one_may_see_is_found() {
        var author = Person.joined();
        var blocked = Person.joined();
        author.block(blocked);
        var waiting = titled(Gathering.unseenBy(author));
        var approved = titled(Gathering.by(author));
        titled(Gathering.cancelled());
        titled(Gathering.over());
        var inactive = titled(Gathering.open());
        Database.sql("update events.events set is_active = false where id = $1", inactive);

        assertEquals(List.of(waiting, approved).stream().sorted().toList(), foundBy(author));
        assertEquals(List.of(approved), foundBy(reader));
        assertEquals(List.of(), foundBy(blocked));
    }

    @Test
    void what_is_found_says_what_the_reader_makes_of_it() {
        var event = event("title", word);
        Api.attend(reader, event, "interested").statusCode(200);

        search(Map.of("q", word))
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items[0].my_attendance", is("interested"))
                .body("items[0].my_swipe", nullValue());
    }

    @Test
    @DisplayName("R-GAP-2: what has begun and is not over is found, also on a festival's second day")
    void what_is_on_is_found() {
        var begun = titled(Gathering.open());
        Database.sql("update events.events set date_time = now() - interval '10 minutes' where id = $1", begun);
        var festival = titled(Gathering.open());
        Database.sql(
                "update events.events set date_time = now() - interval '30 hours', end_time = now() + interval '1 day' where id = $1",
                festival);
        var over = titled(Gathering.open());
        Database.sql("update events.events set date_time = now() - interval '4 hours' where id = $1", over);

        assertEquals(List.of(festival, begun), found(Map.of("q", word)));
        assertEquals(List.of(festival), found(Map.of("q", word, "from", tomorrow(-20))));
    }

    @Test
    void today_is_not_over_when_only_its_day_is_known() {
        var today = titled(Gathering.today(true));

        assertEquals(List.of(today), found(Map.of("q", word)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `'; drop table events.events; --`
            `%`
            `((((`
            `"`
            `the`
            `& | ! <->`
            """)
    void odd_words_find_nothing_and_break_nothing(String q) {
        search(Map.of("q", q, "from", "2099-12-31")).statusCode(200).body("items", empty());
    }

    @ParameterizedTest(name = "{0}={1} is no {2}")
    @CsvSource(delimiter = '|', textBlock = """
            near       | 91,0               | not-a-place
            near       | here               | not-a-number
            near       | NaN,0              | not-a-number
            radius     | 1000               | no-center
            bbox       | 1,2,3              | not-a-number
            bbox       | -73,40,-74,41      | no-box
            from       | tomorrow           | not-a-time
            from       | 2200-01-01         | out-of-range
            category   | musik              | unknown-category
            price_max  | -1                 | not-a-price
            price_max  | cheap              | not-a-price
            accessible | wings              | unknown-feature
            """)
    void what_cannot_be_is_refused_with_its_name(String name, String value, String code) {
        search(Map.of(name, value))
                .statusCode(422)
                .body("code", is("invalid-request"))
                .body("errors[0].pointer", is("?" + name))
                .body("errors[0].code", is(code));
    }

    @Test
    void limits_have_limits() {
        search(Map.of("limit", 101)).statusCode(422);
        search(Map.of("q", "x".repeat(201))).statusCode(422).body("errors[0].pointer", is("?q"));
        search(Map.of("near", "40.7,-73.9", "radius", 1)).statusCode(422).body("errors[0].pointer", is("?radius"));
        search(Map.of("from", "2027-01-02", "to", "2027-01-01")).statusCode(422).body("errors[0].pointer", is("?to"));
    }

    private UUID event(String field, String text) {
        var event = Gathering.open();
        Database.sql("update events.events set %s = $2 where id = $1".formatted(field), event, text);
        return event;
    }

    private UUID titled(UUID event) {
        Database.sql("update events.events set title = $2 where id = $1", event, "All of " + word);
        return event;
    }

    private static String tomorrow(int hours) {
        return Instant.now()
                .plus(Duration.ofHours(24 + hours))
                .atOffset(ZoneOffset.UTC)
                .toString();
    }

    private List<UUID> found(Map<String, Object> asked) {
        return ids(search(asked).statusCode(200).extract().path("items.id"));
    }

    private List<UUID> foundBy(Person person) {
        return ids(search(person, Map.of("q", word)).statusCode(200).extract().path("items.id")).stream()
                .sorted()
                .toList();
    }

    private static List<UUID> ids(List<String> ids) {
        return ids.stream().map(UUID::fromString).toList();
    }

    private ValidatableResponse search(Map<String, ?> asked) {
        return search(reader, asked);
    }

    private static ValidatableResponse search(Person person, Map<String, ?> asked) {
        return Api.as(person).queryParams(asked).get("/api/v1/events/search").then();
    }
}
