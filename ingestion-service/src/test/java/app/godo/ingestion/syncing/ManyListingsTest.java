package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.Syncs.add;
import static app.godo.ingestion.testing.Syncs.sync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                report.add("%6d listings: this 10,000 in %s, heap after collection %d MB"
                        .formatted((i + 1) * OF_A_SOURCE, Duration.parse(run.getString("duration")), heap()));
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

    @Test
    void any_number_is_gone_and_memory_stays_flat() {
        Syncs.startAfresh();
        var count = Integer.getInteger("godo.listings");
        try (var portal = Portal.open()) {
            portal.lists(List.of(ParksFeed.concert(ParksFeed.newId())));
            sync();
            // a statement may take no longer than is allowed
            for (var some = 0; some < count; some += OF_A_SOURCE) {
                Database.sql("""
                        insert into ingestion.listings (source, external_id, raw, raw_hash, listing, last_seen)
                        select source, external_id || '-' || n, raw, raw_hash, listing, last_seen
                        from ingestion.listings, generate_series(%d, %d) as n
                        where external_id not like '%%-%%'""".formatted(some + 1, Math.min(count, some + OF_A_SOURCE)));
            }
            var before = heap();
            var began = System.nanoTime();
            var doubted = sync().getString("id");
            var judged = (System.nanoTime() - began) / 1e9;
            Syncs.admin()
                    .post("/api/v1/ingestion/runs/%s/accept_missing".formatted(doubted))
                    .then()
                    .statusCode(202);
            var most = 0L;
            while (Syncs.admin()
                            .get("/api/v1/ingestion/runs/" + doubted)
                            .jsonPath()
                            .getInt("vanished")
                    < count) {
                most = Math.max(most, heap());
            }
            Log.warnf(
                    "%n%d missing counted in %.1f s and told in %.1f s, heap after collection %d MB before, %d MB at most",
                    count, judged, (System.nanoTime() - began) / 1e9 - judged, before, most);
            assertTrue(most < before + 30, "%d MB before, %d MB at most".formatted(before, most));
        }
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static String page(String path, String query) {
        var source = Integer.parseInt(path.split("/")[1]);
        var offset = Integer.parseInt(query.replaceFirst(".*\\$offset=(\\d+).*", "$1"));
        return IntStream.range(offset, Math.min(OF_A_SOURCE, offset + 1000))
                .mapToObj(i -> ParksFeed.concert(Integer.toString(100_000_000 + source * OF_A_SOURCE + i)))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
