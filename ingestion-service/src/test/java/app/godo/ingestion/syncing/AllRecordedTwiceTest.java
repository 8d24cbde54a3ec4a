package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every recording there is, each behind a server as its Source would be. {@code -Dgodo.recordings=<folder>} takes those of another. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
class AllRecordedTwiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where each kind of Source is, and what else its row has to say; the number of the recording takes the place of {@code %d}. */
    private static final Map<String, String> ROWS = Map.of(
            "eventbrite",
            "\"key_name\":\"eventbrite\",\"settings\":{\"organizations\":[\"%d\"]}",
            "ticketmaster",
            "\"key_name\":\"ticketmaster\",\"urls\":[\"https://app.ticketmaster.com/%d\"],\"settings\":"
                    + "{\"query\":{\"dmaId\":\"345\"},\"slice_days\":365}",
            "seatgeek",
            "\"key_name\":\"seatgeek\",\"urls\":[\"https://api.seatgeek.com/%d\"],\"settings\":"
                    + "{\"query\":{\"venue.city\":\"New York\"}}",
            "meetup",
            "\"key_name\":\"meetup\",\"urls\":[\"https://api.meetup.com/%d\"],\"settings\":{\"groups\":[\"a\"]}");

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

    private record Recording(String kind, Path file) {}

    @Test
    @DisplayName("R-SRC-6: of all that is recorded, read twice, the second time changes nothing and tells nothing")
    void read_twice_nothing_changes_and_nothing_is_told() throws IOException {
        var recordings = recordings();
        portal.answers(exchange -> {
            var number =
                    exchange.getRequestURI().getPath().replaceFirst("^/(?:v3/organizations/)?(\\d+)(?:/.*)?$", "$1");
            Portal.send(exchange, 200, served(recordings.get(Integer.parseInt(number))));
        });
        List<String> sources = new ArrayList<>();
        for (var i = 0; i < recordings.size(); i++) {
            var row = ROWS.getOrDefault(recordings.get(i).kind(), "\"urls\":[\"https://feeds.example/%d\"]")
                    .formatted(i);
            var zone = recordings.get(i).file().toString().contains("randalls") ? ",\"zone\":\"America/New_York\"" : "";
            sources.add(add("{\"name\":\"recorded_%d\",\"kind\":\"%s\",%s%s}"
                    .formatted(i, recordings.get(i).kind(), row, zone)));
        }
        var listed = 0;
        var table = new StringBuilder();
        for (var i = 0; i < sources.size(); i++) {
            var run = sync(sources.get(i));
            listed += run.getInt("new");
            assertNotEquals("failed", run.getString("state"), recordings.get(i).file() + run.prettify());
            table.append("%n%-22s %-52s %-7s new %4d, quarantined %3d, passed over %4d %s"
                    .formatted(
                            recordings.get(i).kind(),
                            recordings.get(i).file().getFileName(),
                            run.getString("state"),
                            run.getInt("new"),
                            run.getInt("quarantined"),
                            run.getInt("passed_over"),
                            run.getList("warnings")));
        }
        Log.warnf("%d recordings, %d listings:%s", recordings.size(), listed, table);
        var told = Database.count("select count(*) from ingestion.outbox");
        assertTrue(listed > 1000, "listed " + listed);

        var unchanged = 0;
        for (var i = 0; i < sources.size(); i++) {
            var run = sync(sources.get(i));
            assertEquals(0, run.getInt("new") + run.getInt("changed") + run.getInt("vanished"), run.prettify());
            unchanged += run.getInt("unchanged");
        }

        assertEquals(listed, unchanged);
        assertEquals(told, Database.count("select count(*) from ingestion.outbox"));
    }

    /** Pages of a search say of the whole of which they are a part: here that is the recorded page. */
    private static String served(Recording recording) throws IOException {
        var body = Files.readString(recording.file());
        if (!List.of("ticketmaster", "seatgeek", "eventbrite").contains(recording.kind())) {
            return body;
        }
        if (!(JSON.readTree(body) instanceof ObjectNode page)) {
            return body;
        }
        if (page.has("page")) {
            page.putObject("page").put("number", 0).put("totalPages", 1).put("totalElements", 200);
        }
        page.remove(List.of("meta"));
        if (page.path("pagination") instanceof ObjectNode pagination) {
            pagination.put("has_more_items", false);
        }
        return page.toString();
    }

    private static List<Recording> recordings() throws IOException {
        var folder = System.getProperty("godo.recordings");
        var root = folder == null ? Path.of("src/test/resources") : Path.of(folder);
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new Recording(kindOf(root.relativize(file).toString()), file))
                    .filter(recording -> recording.kind() != null)
                    .toList();
        }
    }

    /** By the folder, and by the name where a folder holds several kinds. */
    private static String kindOf(String name) {
        var path = name.toLowerCase(Locale.ROOT);
        // cases of their own form
        if (path.startsWith("nasty")) {
            return null;
        }
        // no events: of an interface that is no more, refusals, halls, headers
        if (path.contains("meetup_rest") || path.matches(".*(?:-4\\d\\d\\.json|venue.*|headers\\.txt)")) {
            return null;
        }
        if (path.endsWith(".md")
                || path.matches(".*(?:categories|venue|ticket|capacit|series).*") && path.contains("eventbrite")) {
            return null;
        }
        for (var kind : List.of("ticketmaster", "seatgeek", "eventbrite", "jsonld", "ical", "luma", "meetup")) {
            if (path.contains(kind)) {
                return kind;
            }
        }
        return path.contains("tvpp") ? "nyc-permitted-events" : path.contains("parks") ? "nyc-parks" : null;
    }
}
