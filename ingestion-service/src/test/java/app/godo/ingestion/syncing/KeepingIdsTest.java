package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.ParksFeed.inDays;
import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("Events of several days that share an id")
class KeepingIdsTest {

    private Portal portal;
    private String source;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        portal = Portal.open();
        source = add("{\"name\":\"hall\",\"kind\":\"rss\",\"urls\":[\"https://feeds.example/hall.xml\"]}");
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void keep_their_ids_when_one_day_is_left() {
        assertEquals("2 new, 0 changed, 0 unchanged", reads(10, 11));

        assertEquals("0 new, 0 changed, 1 unchanged", reads(11));

        assertEquals("0 new, 0 changed, 2 unchanged", reads(11, 10));
    }

    @Test
    void keep_them_when_another_day_comes_and_the_first_is_over() {
        assertEquals("1 new, 0 changed, 0 unchanged", reads(10));

        assertEquals("1 new, 0 changed, 1 unchanged", reads(10, 11));
        assertEquals("0 new, 0 changed, 1 unchanged", reads(11));
        assertEquals("1 new, 0 changed, 1 unchanged", reads(11, 12));
    }

    @Test
    void one_that_is_moved_to_another_day_stays_what_it_is() {
        assertEquals("1 new, 0 changed, 0 unchanged", reads(10));

        assertEquals("0 new, 1 changed, 0 unchanged", reads(12));
    }

    @Test
    void of_two_times_on_one_day_each_keeps_its_own() {
        portal.serves(feed(List.of(inDays(10) + "T18:00:00", inDays(10) + "T21:00:00")));
        sync(source);
        portal.serves(feed(List.of(inDays(10) + "T18:00:00", inDays(10) + "T21:00:00", inDays(11) + "T18:00:00")));

        var run = sync(source);

        assertEquals(1, run.getInt("new"));
        assertEquals(2, run.getInt("unchanged"));
    }

    /** Reads a feed that lists one guid on these days from today on. */
    private String reads(int... days) {
        portal.serves(feed(
                IntStream.of(days).mapToObj(day -> inDays(day) + "T19:00:00").toList()));
        var run = sync(source);
        return "%d new, %d changed, %d unchanged"
                .formatted(run.getInt("new"), run.getInt("changed"), run.getInt("unchanged"));
    }

    private static String feed(List<String> starts) {
        return starts.stream()
                .map(
                        "<item><guid>evening</guid><title>An evening</title><ev:startdate>%s</ev:startdate></item>"
                                ::formatted)
                .collect(Collectors.joining(
                        "", "<rss xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\"><channel>", "</channel></rss>"));
    }
}
