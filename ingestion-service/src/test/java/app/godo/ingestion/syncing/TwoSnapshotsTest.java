package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Reading;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The same days as two pictures of them show, six days apart: each as a page in schema.org's words, moved to the days ahead. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("R-SRC-6: of two pictures of the same days, what is new, changed, cancelled and gone is counted rightly")
class TwoSnapshotsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
    void a_small_picture_and_the_next() throws IOException {
        var before = JSON.readTree(Reading.file("/snapshots/before.json"));
        var after = JSON.readTree(Reading.file("/snapshots/after.json"));

        assertEquals(new Seen(3, 4, 1, 2), inTurn("small", before, after));
    }

    /** {@code -Dgodo.snapshots=<folder>}: two files of that project's, the earlier first by name. */
    @Test
    @EnabledIfSystemProperty(named = "godo.snapshots", matches = ".+")
    void the_recorded_pictures() throws IOException {
        List<JsonNode> both = new ArrayList<>();
        try (var files = Files.list(Path.of(System.getProperty("godo.snapshots")))) {
            for (var file : files.filter(file -> file.getFileName().toString().startsWith("normalised_snapshot"))
                    .sorted()
                    .toList()) {
                var catalogue = JSON.readTree(Files.readAllBytes(file));
                both.add(catalogue.isArray() ? catalogue : catalogue.path("events"));
            }
        }
        var seen = inTurn("recorded", both.get(0), both.get(1));

        Log.warnf("two recorded snapshots in turn: %s", seen);
        assertEquals(expected(both.get(0), both.get(1)), seen);
    }

    /** @param cancelled those that the later picture says are */
    private record Seen(int added, int changed, int cancelled, int gone) {}

    private Seen inTurn(String name, JsonNode before, JsonNode after) {
        var moved = daysAhead(before);
        portal.serves(page(before, moved));
        var source = add(
                "{\"name\":\"%s\",\"kind\":\"jsonld\",\"urls\":[\"https://feeds.example/%s\"]}".formatted(name, name));
        var first = sync(source);
        assertEquals(before.size(), first.getInt("new"), first.prettify());
        portal.serves(page(after, moved));

        var second = sync(source);
        var told = Database.count("select count(*) from ingestion.outbox");
        var third = sync(source);

        assertEquals("ok", second.getString("state"), second.prettify());
        assertEquals(after.size(), third.getInt("unchanged"), third.prettify());
        assertEquals(second.getInt("vanished"), third.getInt("vanished"), "still gone, and told now");
        assertEquals(told + third.getInt("vanished"), Database.count("select count(*) from ingestion.outbox"));
        assertNothingIsTold(source);
        return new Seen(second.getInt("new"), second.getInt("changed"), cancelledIn(name), second.getInt("vanished"));
    }

    private static void assertNothingIsTold(String source) {
        var told = Database.count("select count(*) from ingestion.outbox");
        sync(source);
        assertEquals(told, Database.count("select count(*) from ingestion.outbox"));
    }

    private static int cancelledIn(String name) {
        return (int) Database.count(
                "select count(*) from ingestion.listings where source = $1 and listing ->> 'schedule_status' = 'cancelled'",
                name);
    }

    private static Seen expected(JsonNode before, JsonNode after) {
        var old = byId(before);
        var changed = byId(after).entrySet().stream()
                .filter(each -> old.containsKey(each.getKey()))
                .filter(each -> !said(old.get(each.getKey())).equals(said(each.getValue())))
                .toList();
        var cancelled = (int) byId(after).values().stream()
                .filter(event -> event.path("title").asText().matches("(?i)cancell?ed:.*"))
                .count();
        var now = byId(after).keySet();
        return new Seen((int) now.stream().filter(id -> !old.containsKey(id)).count(), changed.size(), cancelled, (int)
                old.keySet().stream().filter(id -> !now.contains(id)).count());
    }

    private static List<String> said(JsonNode event) {
        return List.of("title", "venue", "borough", "start", "end", "lat", "lon", "priceMin", "priceMax", "url")
                .stream()
                .map(field -> event.path(field).asText())
                .toList();
    }

    private static Map<String, JsonNode> byId(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .collect(Collectors.toMap(event -> event.path("id").asText(), Function.identity()));
    }

    private static long daysAhead(JsonNode events) {
        var earliest = StreamSupport.stream(events.spliterator(), false)
                .map(event -> LocalDate.parse(event.path("start").asText().substring(0, 10)))
                .min(LocalDate::compareTo)
                .orElseThrow();
        return ChronoUnit.DAYS.between(earliest, LocalDate.now().plusDays(10));
    }

    private static String page(JsonNode events, long days) {
        ArrayNode page = JSON.createArrayNode();
        for (var event : events) {
            ObjectNode each = page.addObject()
                    .put("@type", "Event")
                    .put("identifier", event.path("id").asText())
                    .put("name", event.path("title").asText())
                    .put("startDate", moved(event.path("start").asText(), days))
                    .put("url", event.path("url").asText());
            if (event.has("end")) {
                each.put("endDate", moved(event.path("end").asText(), days));
            }
            var place = each.putObject("location")
                    .put("@type", "Place")
                    .put("name", event.path("venue").asText());
            place.putObject("address")
                    .put("addressLocality", event.path("borough").asText());
            place.putObject("geo")
                    .put("latitude", event.path("lat").asDouble())
                    .put("longitude", event.path("lon").asDouble());
            if (event.has("priceMin")) {
                each.putObject("offers")
                        .put("lowPrice", event.path("priceMin").asDouble())
                        .put(
                                "highPrice",
                                event.path("priceMax")
                                        .asDouble(event.path("priceMin").asDouble()))
                        .put("priceCurrency", "USD");
            }
        }
        return page.toString();
    }

    private static String moved(String time, long days) {
        return time.length() == 10
                ? LocalDate.parse(time).plusDays(days).toString()
                : LocalDateTime.parse(time.replaceFirst("Z$", ""))
                        .plusDays(days)
                        .toString();
    }
}
