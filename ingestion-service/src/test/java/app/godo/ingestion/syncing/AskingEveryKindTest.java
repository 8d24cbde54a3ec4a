package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Reading;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("R-JOB-1: each kind is asked as its interface wants to be asked")
class AskingEveryKindTest {

    private static final Instant SOON = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private Portal portal;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        portal = Portal.open();
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void eventbrite_is_followed_from_list_to_list_by_its_token() {
        portal.answers(exchange -> {
            secrets.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var query = query(exchange);
            switch (exchange.getRequestURI().getPath()) {
                case "/v3/organizations/11/events/" -> {
                    if (query.get("continuation") == null) {
                        send(exchange, eventbrite("\"has_more_items\":true,\"continuation\":\"dGhlIG5leHQ\"", 1, 2));
                    } else {
                        assertEquals("dGhlIG5leHQ", query.get("continuation"));
                        send(exchange, eventbrite("\"has_more_items\":false", 3));
                    }
                }
                case "/v3/venues/22/events/" -> {
                    var second = "2".equals(query.get("page"));
                    send(
                            exchange,
                            second
                                    ? eventbrite("\"page_number\":2,\"has_more_items\":false", 5)
                                    : eventbrite("\"page_number\":1,\"has_more_items\":true", 4));
                }
                case "/v3/events/6/" -> send(exchange, eventbriteEvent(6));
                case "/v3/events/7/" ->
                    Portal.send(
                            exchange, 404, "{\"status_code\":404,\"error\":\"NOT_FOUND\",\"error_description\":\"…\"}");
                default -> Portal.send(exchange, 500, "");
            }
        });
        var source = add("""
                {"name":"eventbrite","kind":"eventbrite","key_name":"eventbrite","settings":
                 {"organizations":["11"],"venues":["22"],"events":["6","7"]}}""");

        var run = sync(source);

        assertEquals("ok", run.getString("state"), run.prettify());
        assertEquals(6, run.getInt("new"), run.prettify());
        assertEquals(6, run.getInt("requests"), run.prettify());
        assertEquals(List.of("/v3/events/7/: The feed answered 404"), run.getList("warnings"));
        assertTrue(secrets.stream().allMatch("Bearer s3cret-eventbrite"::equals), secrets.toString());
        assertNoSecretIsKept();
    }

    @Test
    void of_a_series_of_eventbrites_the_dates_are_asked_for() {
        portal.answers(exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/v3/events/6/" ->
                    send(exchange, eventbriteEvent(6).replaceFirst("\\{", "{\"is_series_parent\":true,"));
                case "/v3/series/6/events/" -> {
                    assertEquals("current_future", query(exchange).get("time_filter"));
                    send(exchange, eventbrite("\"has_more_items\":false", 61, 62));
                }
                default -> Portal.send(exchange, 500, "");
            }
        });

        var run = sync(add("""
                {"name":"eventbrite","kind":"eventbrite","key_name":"eventbrite","settings":{"events":["6"]}}"""));

        assertEquals("ok", run.getString("state"), run.prettify());
        assertEquals(2, run.getInt("new"), run.prettify());
    }

    @Test
    void one_organization_that_is_not_for_us_keeps_no_other_from_being_read_and_nothing_from_being_there() {
        portal.answers(exchange -> send(exchange, eventbrite("\"has_more_items\":false", 31)));
        var source = add("""
                {"name":"eventbrite","kind":"eventbrite","key_name":"eventbrite","settings":{"organizations":["11","12"]}}""");
        sync(source);
        portal.answers(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/11/")) {
                Portal.send(exchange, 403, "{\"status_code\":403,\"error\":\"NOT_AUTHORIZED\"}");
            } else {
                send(exchange, eventbrite("\"has_more_items\":false", 32));
            }
        });

        var second = sync(source);
        sync(source);

        assertEquals("partial", second.getString("state"), second.prettify());
        assertEquals("/v3/organizations/11/events/: The feed answered 403.", second.getString("error"));
        assertEquals(1, second.getInt("new"));
        assertEquals(0, Database.count("select count(*) from ingestion.listings where vanished_runs > 0"));
    }

    @Test
    @DisplayName("R-JOB-1: no search of Ticketmaster's is followed past its thousandth event: its days are halved")
    void ticketmaster_is_sliced_by_days() {
        // 1,500 events, one an hour
        var from = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var starts = IntStream.range(0, 1500)
                .mapToObj(i -> from.plus(i, ChronoUnit.HOURS))
                .toList();
        portal.answers(exchange -> {
            var query = query(exchange);
            secrets.add(query.get("apikey"));
            var size = Integer.parseInt(query.get("size"));
            var page = Integer.parseInt(query.get("page"));
            if (size * page >= 1000) {
                Portal.send(exchange, 400, "{\"errors\":[{\"detail\":\"page*size must be less than 1000\"}]}");
                return;
            }
            var begins = Instant.parse(query.get("startDateTime"));
            var ends = Instant.parse(query.get("endDateTime"));
            var found = starts.stream()
                    .filter(start -> !start.isBefore(begins) && start.isBefore(ends))
                    .toList();
            exchange.getResponseHeaders().set("Rate-Limit", "5000");
            exchange.getResponseHeaders().set("Rate-Limit-Available", "4711");
            send(exchange, ticketmaster(found, size, page));
        });
        var source = add("""
                {"name":"ticketmaster","kind":"ticketmaster","key_name":"ticketmaster","settings":
                 {"query":{"dmaId":"345"},"days_ahead":64,"slice_days":64}}""");

        var run = sync(source);

        assertEquals("ok", run.getString("state"), run.prettify());
        assertEquals(1500, run.getInt("new"), run.prettify());
        assertEquals(0, run.getInt("merged"), "no event is read twice");
        assertTrue(secrets.stream().allMatch("s3cret-ticketmaster"::equals), secrets.toString());
        assertTrue(portal.requests().stream().allMatch(request -> request.contains("dmaId=345")));
        assertNoSecretIsKept();
    }

    @Test
    @DisplayName("R-EVT-3: what waits for a new date is postponed and not gone, and takes place again with its date")
    void ticketmaster_postpones() {
        var dated = ticketmaster(List.of(SOON), 200, 0);
        var undated = dated.replace("\"start\":{", "\"start\":{\"dateTBD\":true,");
        assertNotEquals(dated, undated);
        portal.answers(exchange -> send(exchange, dated));
        var source = add("""
                {"name":"ticketmaster","kind":"ticketmaster","key_name":"ticketmaster","settings":
                 {"query":{"dmaId":"345"},"days_ahead":64,"slice_days":64}}""");
        sync(source);
        portal.answers(exchange -> {
            assertEquals("yes", query(exchange).get("includeTBD"));
            send(exchange, undated);
        });

        var postponed = sync(source);
        sync(source);
        var third = sync(source);

        assertEquals(1, postponed.getInt("changed"), postponed.prettify());
        assertEquals(0, third.getInt("changed"));
        assertEquals(0, third.getInt("vanished"));
        assertEquals("postponed", statusKept());
        portal.answers(exchange -> send(exchange, dated));
        assertEquals(1, sync(source).getInt("changed"));
        assertEquals("scheduled", statusKept());
    }

    private static String statusKept() {
        return Database.sql(
                        "select listing ->> 'schedule_status' from ingestion.listings where source = 'ticketmaster'")
                .getFirst()
                .getString(0);
    }

    @Test
    void meetup_is_asked_group_by_group_and_followed_by_its_cursor() {
        var page = new String(Reading.file("/meetup/meetup_graphql_groupByUrlName_v2.json"), StandardCharsets.UTF_8);
        var asked = new CopyOnWriteArrayList<String>();
        portal.answers(exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (asked.getLast().contains("\"urlname\":\"gone\"")) {
                send(exchange, "{\"data\":{\"groupByUrlname\":null}}");
            } else if (asked.getLast().contains("\"after\":\"lmnop\"")) {
                send(
                        exchange,
                        "{\"data\":{\"groupByUrlname\":{\"id\":\"1\",\"events\":"
                                + "{\"edges\":[],\"pageInfo\":{\"hasNextPage\":false}}}}}");
            } else {
                send(exchange, page.replace("\"hasNextPage\": false", "\"hasNextPage\": true"));
            }
        });
        var source = add("""
                {"name":"meetup","kind":"meetup","key_name":"meetup","settings":{"groups":["defcon864","gone"]}}""");

        var run = sync(source);

        assertEquals(6, run.getInt("new"), run.prettify());
        assertEquals(3, asked.size());
        assertEquals("partial", run.getString("state"), "a group that is gone may have been renamed");
        assertTrue(run.getString("error").contains("the group is gone"), run.getString("error"));
    }

    @Test
    @DisplayName("A-41: a feed that leads in a circle is left when it comes round")
    void a_feed_that_leads_in_a_circle_is_left() {
        portal.answers(
                exchange -> send(exchange, eventbrite("\"has_more_items\":true,\"continuation\":\"again\"", 41)));
        var source = add("""
                {"name":"eventbrite","kind":"eventbrite","key_name":"eventbrite","settings":{"organizations":["11"]}}""");

        var run = sync(source);

        assertEquals("partial", run.getString("state"), run.prettify());
        assertEquals("The feed leads back to where it was read already.", run.getString("error"));
        assertEquals(2, run.getInt("requests"));
    }

    @Test
    void a_key_goes_to_its_own_address_and_nowhere_else() {
        portal.answers(exchange -> {
            secrets.add(String.valueOf(exchange.getRequestURI()));
            send(exchange, "{}");
        });
        var source = add("""
                {"name":"thief","kind":"ticketmaster","key_name":"ticketmaster","urls":["https://feeds.example/steal"],
                 "settings":{"query":{"dmaId":"345"},"slice_days":365}}""");

        var run = sync(source);

        assertEquals("failed", run.getString("state"));
        assertEquals("The key ticketmaster is not for this address.", run.getString("error"));
        assertEquals(List.of(), secrets);
    }

    @Test
    void what_the_other_side_says_of_our_key_is_not_repeated() {
        portal.answers(exchange -> send(
                exchange, "{\"fault\":{\"faultstring\":\"Invalid ApiKey s3cret-ticketmaster for given resource\"}}"));
        var source = add("""
                {"name":"ticketmaster","kind":"ticketmaster","key_name":"ticketmaster","settings":
                 {"query":{"city":"New York"},"slice_days":365}}""");

        var error = sync(source).getString("error");

        assertTrue(error.contains("Invalid ApiKey *** for given resource"), error);
    }

    @Test
    void seatgeek_is_read_page_by_page() {
        portal.answers(exchange -> {
            var query = query(exchange);
            secrets.add(query.get("client_id"));
            var page = Integer.parseInt(query.get("page"));
            var events = IntStream.rangeClosed(1, 5)
                    .skip((page - 1) * 2L)
                    .limit(2)
                    .mapToObj(AskingEveryKindTest::seatGeekEvent)
                    .collect(Collectors.joining(","));
            send(
                    exchange,
                    "{\"events\":[%s],\"meta\":{\"total\":5,\"took\":3,\"page\":%d,\"per_page\":2}}"
                            .formatted(events, page));
        });
        var source = add("""
                {"name":"seatgeek","kind":"seatgeek","key_name":"seatgeek","settings":
                 {"query":{"venue.city":"New York"},"page_size":2}}""");

        var run = sync(source);

        assertEquals(5, run.getInt("new"), run.prettify());
        assertEquals(3, run.getInt("requests"));
        assertTrue(secrets.stream().allMatch("s3cret-seatgeek"::equals), secrets.toString());
        assertNoSecretIsKept();
    }

    @Test
    void of_the_permits_only_those_for_the_public_and_of_the_days_ahead_are_asked_for() {
        var rows = new String(Reading.file("/permits/tvpp-9vvx_2026-10-01_excerpt.json"), StandardCharsets.UTF_8);
        var asked = new CopyOnWriteArrayList<String>();
        portal.answers(exchange -> {
            asked.add(query(exchange).get("$where"));
            send(exchange, query(exchange).get("$offset").equals("0") ? rows : "[]");
        });
        var source = add("""
                {"name":"nyc_permitted_events","kind":"nyc-permitted-events","settings":{"page_size":7},
                 "urls":["https://data.cityofnewyork.us/resource/tvpp-9vvx.json"],
                 "licence":"NYC Open Data Terms of Use","attribution":"City of New York, Street Activity Permit Office"}""");

        var run = sync(source);

        assertEquals(7, run.getInt("new"), run.prettify());
        assertEquals(2, run.getInt("requests"), "a full page is followed by another");
        assertTrue(asked.getFirst().startsWith("start_date_time >= '"), asked.getFirst());
        assertTrue(asked.getFirst().contains("event_type in ('Farmers Market', 'Street Event'"), asked.getFirst());
    }

    @Test
    void luma_is_followed_by_its_cursor() {
        var page = new String(Reading.file("/luma/luma_response.json"), StandardCharsets.UTF_8);
        portal.answers(exchange -> send(
                exchange,
                query(exchange).get("pagination_cursor") == null
                        ? page.replace("\"has_more\": false", "\"has_more\": true, \"next_cursor\": \"c-2\"")
                        : "{\"entries\":[],\"has_more\":false}"));
        var source = add("""
                {"name":"luma","kind":"luma","urls":["https://api.lu.ma/calendar/get-items?calendar_api_id=cal-1&period=future"]}""");

        var run = sync(source);

        assertEquals(2, run.getInt("new"), run.prettify());
        assertEquals(
                List.of(
                        "/calendar/get-items?calendar_api_id=cal-1&period=future",
                        "/calendar/get-items?calendar_api_id=cal-1&period=future&pagination_cursor=c-2"),
                portal.requests());
    }

    @Test
    void what_a_row_lacks_for_its_kind_is_said_when_it_is_added() {
        for (var wrong : Map.of(
                        "{\"name\":\"x\",\"kind\":\"ical\"}", "/urls",
                        "{\"name\":\"x\",\"kind\":\"eventbrite\"}", "/settings",
                        "{\"name\":\"x\",\"kind\":\"eventbrite\",\"settings\":{\"events\":[\"1\",\"no\"]}}",
                                "/settings/events/1",
                        "{\"name\":\"x\",\"kind\":\"ticketmaster\",\"settings\":{\"query\":{\"apikey\":\"k\"}}}",
                                "/settings/query/apikey",
                        "{\"name\":\"x\",\"kind\":\"rss\",\"urls\":[\"https://a.example/\",\"ftp://a.example/\"]}",
                                "/urls/1",
                        "{\"name\":\"x\",\"kind\":\"rss\",\"urls\":[\"https://me:pw@a.example/\"]}", "/urls/0",
                        "{\"name\":\"x\",\"kind\":\"rss\",\"urls\":[\"https://a.example/\"],\"settings\":{\"a\":1}}",
                                "/settings/a",
                        "{\"name\":\"x\",\"kind\":\"banana\"}", "/kind",
                        "{\"name\":\"X y\",\"kind\":\"rss\",\"urls\":[\"https://a.example/\"]}", "/name",
                        "{\"name\":\"x\",\"kind\":\"rss\",\"urls\":[\"https://a.example/\"],\"zone\":\"Mars/Olympus\"}",
                                "/zone")
                .entrySet()) {
            Syncs.admin()
                    .contentType("application/json")
                    .body(wrong.getKey())
                    .post("/api/v1/ingestion/sources")
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("errors[0].pointer", org.hamcrest.Matchers.is(wrong.getValue()));
        }
        assertEquals(1, Database.count("select count(*) from ingestion.sources"));
    }

    @Test
    void a_name_is_given_once() {
        var row = "{\"name\":\"green_wood\",\"kind\":\"ical\",\"urls\":[\"https://feeds.example/a.ics\"]}";
        add(row);

        Syncs.admin()
                .contentType("application/json")
                .body(row)
                .post("/api/v1/ingestion/sources")
                .then()
                .statusCode(409)
                .body("code", org.hamcrest.Matchers.is("source-name-taken"));
    }

    private static void assertNoSecretIsKept() {
        for (var row : Database.sql("""
                select asked as words from ingestion.payloads
                union all select coalesce(error, '') || array_to_string(warnings, '') || coalesce(cursor, '') from ingestion.sync_runs
                union all select raw::text from ingestion.listings""")) {
            assertFalse(row.getString("words").contains("s3cret"), row.getString("words"));
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, String json) throws java.io.IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        Portal.send(exchange, 200, json);
    }

    private static String eventbrite(String pagination, int... ids) {
        return "{\"pagination\":{\"object_count\":9,\"page_size\":50,%s},\"events\":[%s]}"
                .formatted(
                        pagination,
                        Arrays.stream(ids)
                                .mapToObj(AskingEveryKindTest::eventbriteEvent)
                                .collect(Collectors.joining(",")));
    }

    private static String eventbriteEvent(int id) {
        return """
                {"name":{"text":"Workshop %1$d","html":"Workshop %1$d"},"id":"%1$d","status":"live","listed":true,
                 "url":"https://www.eventbrite.com/e/workshop-tickets-%1$d","is_free":true,"currency":"USD","capacity":null,
                 "online_event":false,"start":{"timezone":"America/New_York","utc":"%2$s","local":"2026-01-01T00:00:00"}}""".formatted(id, SOON);
    }

    private static String ticketmaster(List<Instant> starts, int size, int page) {
        var events = starts.stream()
                .skip((long) size * page)
                .limit(size)
                .map(start -> """
                        {"id":"tm%1$d","name":"Concert %1$d","dates":{"timezone":"America/New_York","status":{"code":"onsale"},
                         "start":{"dateTime":"%2$s","localDate":"%3$s","localTime":"%4$s"}}}""".formatted(
                        start.getEpochSecond(),
                        start,
                        start.atZone(java.time.ZoneId.of("America/New_York")).toLocalDate(),
                        start.atZone(java.time.ZoneId.of("America/New_York"))
                                .toLocalTime()
                                .format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME)))
                .collect(Collectors.joining(","));
        return "{\"_embedded\":{\"events\":[%s]},\"page\":{\"size\":%d,\"totalElements\":%d,\"totalPages\":%d,\"number\":%d}}"
                .formatted(events, size, starts.size(), (starts.size() + size - 1) / size, page);
    }

    private static String seatGeekEvent(int id) {
        return """
                {"id":%1$d,"title":"Game %1$d","type":"nba","datetime_utc":"%2$s","datetime_local":"%2$s","time_tbd":false,
                 "venue":{"name":"Hall","city":"New York","state":"NY","timezone":"America/New_York"},
                 "url":"https://seatgeek.com/game-%1$d","stats":{"lowest_price":null}}""".formatted(id, SOON.plus(Duration.ofHours(id)).toString().replace("Z", ""));
    }

    static JsonPath ofSource(String id) {
        return Syncs.admin()
                .get("/api/v1/ingestion/sources/" + id)
                .then()
                .extract()
                .jsonPath();
    }
}
