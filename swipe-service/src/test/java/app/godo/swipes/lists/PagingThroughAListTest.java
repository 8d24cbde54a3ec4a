package app.godo.swipes.lists;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.sendBatch;
import static app.godo.swipes.Phone.swipe;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.swipes.Happening;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class PagingThroughAListTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Person anna = Person.joined();

    @Test
    @DisplayName("C.2: 130 items come once each, in order, while more are swiped")
    void pages_hold_everything_once_while_swipes_come_in() {
        var wanted = Happening.many(130).toList();
        var now = Instant.now();
        var swipes = IntStream.range(0, 130)
                .mapToObj(i -> swipe(wanted.get(i), "up", now.minusSeconds(10 * i)))
                .toList();
        sendBatch(anna, swipes.subList(0, 100)).statusCode(200);
        sendBatch(anna, swipes.subList(100, 130)).statusCode(200);

        var seen = new ArrayList<String>();
        var page = page("saved?limit=25");
        while (page.getBoolean("has_more")) {
            seen.addAll(ids(page));
            send(anna, swipe(Happening.in(DAY), "up")).statusCode(201);
            page = page("saved?limit=25&cursor=" + page.getString("next_cursor"));
        }
        seen.addAll(ids(page));

        assertEquals(wanted.stream().map(event -> event.id().toString()).toList(), seen);
    }

    @Test
    void events_at_the_same_hour_are_neither_repeated_nor_skipped() {
        var hour = Instant.now().plus(DAY);
        var events =
                Stream.generate(() -> Happening.between(hour, null)).limit(7).toList();
        sendBatch(anna, events.stream().map(event -> swipe(event, "right")).toList())
                .statusCode(200);

        var first = page("calendar?limit=4");
        var second = page("calendar?limit=4&cursor=" + first.getString("next_cursor"));

        assertEquals(4, ids(first).size());
        assertEquals(3, ids(second).size());
        assertEquals(
                events.stream().map(event -> event.id().toString()).collect(Collectors.toSet()),
                Stream.concat(ids(first).stream(), ids(second).stream()).collect(Collectors.toSet()));
    }

    @Test
    void the_past_is_paged_backwards() {
        var events = IntStream.rangeClosed(2, 6)
                .mapToObj(days -> Happening.in(DAY.multipliedBy(-days)))
                .toList();
        sendBatch(anna, events.stream().map(event -> swipe(event, "right")).toList())
                .statusCode(200);

        var first = page("calendar?past=true&limit=3");
        var second = page("calendar?past=true&limit=3&cursor=" + first.getString("next_cursor"));

        assertEquals(
                events.stream().map(event -> event.id().toString()).toList(),
                Stream.concat(ids(first).stream(), ids(second).stream()).toList());
    }

    @Test
    void a_page_points_to_the_next() {
        Happening.many(2).forEach(event -> send(anna, swipe(event, "right")).statusCode(201));

        list(anna, "calendar?limit=1")
                .header("Link", containsString("rel=\"next\""))
                .body("has_more", is(true));
    }

    @Test
    void a_cursor_belongs_to_its_list_its_filters_and_its_person() {
        Happening.many(3).forEach(event -> send(anna, swipe(event, "right")).statusCode(201));
        var cursor = page("calendar?limit=1").getString("next_cursor");

        list(anna, "calendar?limit=2&cursor=" + cursor).statusCode(200);
        for (var other :
                List.of("saved?", "calendar?past=true&", "calendar?from=2020-01-01&", "calendar?to=2099-01-01&")) {
            list(anna, other + "cursor=" + cursor).statusCode(400).body("code", is("cursor-mismatch"));
        }
        list(Person.joined(), "calendar?cursor=" + cursor).statusCode(400).body("code", is("cursor-mismatch"));
        list(anna, "calendar?cursor=made-up").statusCode(400).body("code", is("cursor-mismatch"));
    }

    private JsonPath page(String listAndQuery) {
        return list(anna, listAndQuery).statusCode(200).extract().jsonPath();
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("items.event.id", String.class);
    }
}
