package app.godo.ingestion.syncing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.ParksFeed;
import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole way on its own: a fresh database, a schedule that looks, a portal that knows no pages and answers as CSV. */
@QuarkusTest
@TestProfile(SyncingTheRecordedExportTest.OnSchedule.class)
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
class SyncingTheRecordedExportTest {

    /** As deployed: nobody pushes a button. */
    public static class OnSchedule implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("godo.sync.check-every", "1s");
        }
    }

    @Test
    void a_fresh_database_is_filled_at_once_with_every_row_of_the_export() {
        try (var portal = Portal.open().serves(ParksFeed.recordedCsv())) {
            Database.sql("update ingestion.sources set next_sync = now()");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Database.count("select count(*) from ingestion.sync_runs where state = 'ok'") == 1);
            Syncs.awaitRest();

            var run = Database.sql("""
                            select fetched, added, quarantined,
                                extract(milliseconds from finished_at - started_at)::bigint as ms
                            from ingestion.sync_runs where state = 'ok'""").getFirst();
            Log.warnf("718 rows of CSV synced in %d ms", run.getLong("ms"));
            assertEquals(718, run.getInteger("fetched"));
            assertEquals(718, run.getInteger("added"));
            assertEquals(0, run.getInteger("quarantined"));
            assertTrue(portal.requests().contains("/resource/w3wp-dpdi.json?$order=:id&$limit=1000&$offset=0"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Database.count("select count(*) from ingestion.outbox where published_at is null") == 0);
        var facts = Topic.facts(Topics.EVENTS_INGESTED, ListingFact.Seen.class);
        assertEquals(718, facts.size());
        assertEquals(
                718, facts.stream().map(ListingFact.Seen::externalId).distinct().count());
        var days = facts.stream()
                .collect(Collectors.groupingBy(
                        fact -> fact.listing()
                                .startsAt()
                                .atZone(ZoneId.of("America/New_York"))
                                .getDayOfMonth(),
                        Collectors.counting()));
        assertEquals(Map.of(9, 44L, 10, 69L, 11, 147L, 12, 163L, 13, 160L, 14, 135L), days);
        assertEquals(
                7,
                facts.stream()
                        .filter(fact -> "cancelled".equals(fact.listing().scheduleStatus()))
                        .count());
    }
}
