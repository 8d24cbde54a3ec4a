package app.godo.events.trending;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class TrendingTest {

    private static final String TRENDING = "/api/v1/events/trending";
    private static final List<Person> CROWD =
            Stream.generate(Person::joined).limit(12).toList();

    @Inject
    MeasureTrending measureTrending;

    private final Person reader = Person.joined();

    @BeforeEach
    void nobody_has_said_anything() {
        Database.sql("delete from swipes.current_swipes");
        Database.sql("delete from events.attendance");
    }

    @Test
    @DisplayName("F-19: what nine people like is not told, what ten like is")
    void ten_people_make_a_trend() {
        var event = Gathering.open();
        liked(event, 9);

        measure();
        assertEquals(List.of(), trending(reader));

        swipe(CROWD.get(9), event, "down", Duration.ZERO);
        measure();
        assertEquals(List.of(event), trending(reader));
    }

    @Test
    void a_person_counts_once_and_only_for_what_they_like() {
        var event = Gathering.open();
        liked(event, 9);
        Api.attend(CROWD.getFirst(), event, "going").statusCode(200);
        swipe(CROWD.get(9), event, "left", Duration.ZERO);
        Api.attend(CROWD.get(10), event, "not_going").statusCode(200);

        measure();

        assertEquals(List.of(), trending(reader));
    }

    @Test
    void who_attends_in_private_counts_like_anybody() {
        var event = Gathering.open();
        CROWD.forEach(person -> Api.attend(person, event, "maybe").statusCode(200));

        measure();

        assertEquals(List.of(event), trending(reader));
        as(null).get(TRENDING).then().body(not(hasItem(CROWD.getFirst().id().toString())));
    }

    @Test
    void other_notes_to_an_old_word_are_no_new_word() {
        var event = Gathering.open();
        CROWD.forEach(person -> Api.attend(person, event, "maybe").statusCode(200));
        Database.sql(
                "update events.attendance set status_since = now() - interval '8 days' where event_id = $1", event);
        CROWD.forEach(person -> Api.attend(person, event, Map.of("status", "maybe", "notes", "Bring a coat."))
                .statusCode(200));

        measure();

        assertEquals(List.of(), trending(reader));
    }

    @Test
    @DisplayName("F-02: what is said of an Event that was merged into another is said of the other")
    void what_was_merged_trends_as_one() {
        var event = Gathering.open();
        var merged = Gathering.open();
        Database.sql("""
                update events.events set merged_into = $2, is_active = false
                  from (select set_config('godo.worker', 'on', true)) as worker where id = $1""", merged, event);
        CROWD.subList(0, 5).forEach(person -> swipe(person, event, "right", Duration.ZERO));
        CROWD.subList(5, 10).forEach(person -> swipe(person, merged, "right", Duration.ZERO));

        measure();

        assertEquals(List.of(event), trending(reader));
    }

    @Test
    @DisplayName("I-12: who asks without a token reads as nobody in particular, whatever trends")
    void nobody_sees_what_waits_for_a_moderator() {
        var event = Gathering.open();
        liked(event, 10);
        measure();
        Database.sql("update events.events set moderation_status = 'pending' where id = $1", event);

        as(null).get(TRENDING).then().statusCode(200).body("items", empty());
    }

    @Test
    void more_people_and_later_words_are_hotter() {
        var yesterday = Gathering.open();
        var today = Gathering.open();
        var crowded = Gathering.open();
        CROWD.subList(0, 10).forEach(person -> swipe(person, yesterday, "right", Duration.ofHours(20)));
        CROWD.subList(0, 10).forEach(person -> swipe(person, today, "right", Duration.ofHours(1)));
        CROWD.forEach(person -> swipe(person, crowded, "right", Duration.ofHours(1)));

        measure();

        assertEquals(List.of(crowded, today, yesterday), trending(reader));
    }

    @Test
    void a_word_of_the_app_s_future_is_a_word_of_now() {
        var honest = Gathering.open();
        var early = Gathering.open();
        CROWD.forEach(person -> swipe(person, honest, "right", Duration.ZERO));
        CROWD.subList(0, 10).forEach(person -> swipe(person, early, "right", Duration.ofHours(-12)));

        measure();

        assertEquals(List.of(honest, early), trending(reader));
    }

    @ParameterizedTest(name = "what was liked {0} hours ago trends in {1}: {2}")
    @CsvSource({"23, 24h, true", "25, 24h, false", "71, 3d, true", "73, 3d, false", "167, 7d, true", "169, 7d, false"})
    void a_window_holds_what_was_said_in_it(int hoursAgo, String window, boolean trends) {
        var event = Gathering.open();
        CROWD.forEach(person -> swipe(person, event, "up", Duration.ofHours(hoursAgo)));

        measure();

        assertEquals(
                trends ? List.of(event) : List.of(),
                ids(as(reader).get(TRENDING + "?window=" + window).then()));
    }

    @Test
    void what_is_over_or_cancelled_trends_no_more() {
        var over = Gathering.over();
        var cancelled = Gathering.cancelled();
        var cancelledSince = Gathering.open();
        Stream.of(over, cancelled, cancelledSince).forEach(event -> liked(event, 12));

        measure();
        Database.sql("update events.events set schedule_status = 'cancelled' where id = $1", cancelledSince);

        assertEquals(List.of(), trending(reader));
    }

    @Test
    @DisplayName("I-12: what one may not see does not trend")
    void who_is_blocked_does_not_trend() {
        var author = Person.joined();
        var event = Gathering.by(author);
        liked(event, 12);
        measure();
        assertEquals(List.of(event), trending(reader));

        author.block(reader);

        assertEquals(List.of(), trending(reader));
        assertEquals(List.of(event), trending(null));
    }

    @Test
    void it_is_read_without_a_token_and_then_kept_by_anybody_for_a_minute() {
        var event = Gathering.open();
        liked(event, 12);
        swipe(reader, event, "up", Duration.ZERO);
        measure();

        as(null).get(TRENDING)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=60, stale-while-revalidate=300")
                .header("Vary", "Authorization")
                .body("items[0].id", is(event.toString()))
                .body("items[0].my_swipe", nullValue());
        as(reader)
                .get(TRENDING)
                .then()
                .header("Cache-Control", "private, no-store")
                .body("items[0].my_swipe", is("up"));
    }

    @Test
    void a_false_token_is_not_nobody() {
        given().auth().oauth2(reader.token() + "x").get(TRENDING).then().statusCode(401);
    }

    @Test
    void a_neighbourhood_has_trends_of_its_own() {
        var here = Gathering.open();
        var there = Gathering.open();
        Database.sql("update events.events set neighborhood = 'Astoria' where id = $1", there);
        Stream.of(here, there).forEach(event -> liked(event, 12));

        measure();

        assertEquals(
                List.of(there),
                ids(as(reader).get(TRENDING + "?neighborhood=Astoria").then()));
    }

    @ParameterizedTest
    @CsvSource({
        "window=1y, ?window, unknown-window",
        "neighborhood=Atlantis, ?neighborhood, unknown-neighborhood",
    })
    void what_is_asked_wrongly_is_said(String query, String pointer, String code) {
        as(reader)
                .get(TRENDING + "?" + query)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", is(pointer))
                .body("errors[0].code", is(code));
    }

    @Test
    void it_is_paged_through_without_repeats_or_gaps() {
        var events = Stream.generate(Gathering::open).limit(5).toList();
        IntStream.range(0, 5)
                .forEach(i ->
                        CROWD.forEach(person -> swipe(person, events.get(i), "right", Duration.ofHours(1 + i / 2))));
        measure();

        var seen = new ArrayList<UUID>();
        String cursor = null;
        do {
            var page = as(reader)
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor == null ? List.of() : List.of(cursor))
                    .get(TRENDING)
                    .then();
            seen.addAll(ids(page));
            cursor = page.extract().path("next_cursor");
            assertEquals(cursor != null, page.extract().header("Link") != null);
        } while (cursor != null);

        assertEquals(trending(reader), seen);
        assertEquals(5, seen.size());
    }

    @Test
    void what_has_not_changed_is_not_written_again() {
        liked(Gathering.open(), 12);
        measure();
        var written = Database.sql("select xmin::text from events.trending");

        measure();

        assertEquals(
                written.getFirst().getString(0),
                Database.sql("select xmin::text from events.trending")
                        .getFirst()
                        .getString(0));
    }

    @Test
    void in_a_feed_s_stead_stands_what_trends_and_then_what_is_soonest() {
        var trending = Gathering.open();
        var soonest = Gathering.open();
        var swiped = Gathering.open();
        Database.sql("update events.events set date_time = now() + interval '1 minute' where id = $1", soonest);
        Stream.of(trending, swiped).forEach(event -> liked(event, 12));
        swipe(reader, swiped, "left", Duration.ZERO);
        measure();

        var standIn =
                ids(as(reader).get("/api/v1/events/stand-in?limit=100").then().statusCode(200));

        assertEquals(List.of(trending, soonest), standIn.subList(0, 2));
        assertFalse(standIn.contains(swiped));
        assertEquals(standIn.size(), standIn.stream().distinct().count());
        assertEquals(
                List.of(trending),
                ids(as(reader).get("/api/v1/events/stand-in?limit=1").then()));
        as(null).get("/api/v1/events/stand-in").then().statusCode(401);
    }

    private void measure() {
        measureTrending.measure().await().atMost(Duration.ofSeconds(10));
    }

    private List<UUID> trending(Person person) {
        return ids(as(person).get(TRENDING).then());
    }

    private static RequestSpecification as(Person person) {
        return person == null ? given() : Api.as(person);
    }

    private static List<UUID> ids(ValidatableResponse answer) {
        return answer.statusCode(200).extract().jsonPath().getList("items.id", UUID.class);
    }

    private static void liked(UUID event, int people) {
        CROWD.subList(0, people).forEach(person -> swipe(person, event, "right", Duration.ZERO));
    }

    private static void swipe(Person person, UUID event, String direction, Duration ago) {
        Database.sql(
                """
                insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
                values ($1, $2, $3, $4, $5)""",
                person.id(),
                event,
                Ids.next(),
                direction,
                Instant.now().minus(ago).atOffset(ZoneOffset.UTC));
    }
}
