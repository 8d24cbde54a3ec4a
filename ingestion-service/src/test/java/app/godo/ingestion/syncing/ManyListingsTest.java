package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.ingestion.testing.ParksFeed;
import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many Listings go through a second, and with how much memory: {@code ./mvnw -pl ingestion-service -am verify
 * -Dtest=ManyListingsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgodo.listings=100000}.
 */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@EnabledIfSystemProperty(named = "godo.listings", matches = "\\d{5,7}")
class ManyListingsTest {

    private static final int OF_A_SOURCE = 10_000;

    @Test
    void all_are_told_once_and_memory_stays_flat() {
        Syncs.startAfresh();
        var sources = Integer.getInteger("godo.listings") / OF_A_SOURCE;
        List<String> report = new ArrayList<>();
        try (var portal = Portal.open()) {
            portal.answers(exchange -> Portal.send(
                    exchange,
                    200,
                    page(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestURI().getQuery())));
            var began = System.nanoTime();
            for (var i = 0; i < sources; i++) {
                var source = add("""
                        {"name":"many_%1$d","kind":"nyc-parks","urls":["https://feeds.example/%1$d/resource/aaaa-aaaa.json"]}""".formatted(i));
                var run = sync(source);
                assertEquals(OF_A_SOURCE, run.getInt("new"), run.prettify());
                System.gc();
                var runtime = Runtime.getRuntime();
                report.add("%6d listings: this 10,000 in %s, heap after collection %d MB"
                        .formatted(
                                (i + 1) * OF_A_SOURCE,
                                Duration.parse(run.getString("duration")),
                                (runtime.totalMemory() - runtime.freeMemory()) >> 20));
            }
            var seconds = (System.nanoTime() - began) / 1e9;
            report.add("%d listings read, stored and told in %.1f s: %.0f a second"
                    .formatted(sources * OF_A_SOURCE, seconds, sources * OF_A_SOURCE / seconds));
        }
        Log.warnf("%n%s", String.join("\n", report));
        assertEquals(
                sources * OF_A_SOURCE,
                Database.count("select count(*) from ingestion.listings where source like 'many_%'"));
    }

    private static String page(String path, String query) {
        var source = Integer.parseInt(path.split("/")[1]);
        var offset = Integer.parseInt(query.replaceFirst(".*\\$offset=(\\d+).*", "$1"));
        return IntStream.range(offset, Math.min(OF_A_SOURCE, offset + 1000))
                .mapToObj(i -> ParksFeed.concert(Integer.toString(100_000_000 + source * OF_A_SOURCE + i)))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
