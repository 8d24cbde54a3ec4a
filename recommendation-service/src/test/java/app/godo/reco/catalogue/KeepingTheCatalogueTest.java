package app.godo.reco.catalogue;

import static app.godo.reco.catalogue.Views.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.catalogue.Catalogue.Telling;
import app.godo.wire.events.EventView;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class KeepingTheCatalogueTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private final Catalogue catalogue = new Catalogue(new Vocabulary(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID id = UUID.randomUUID();

    @Test
    void of_two_tellings_the_higher_version_counts_whichever_comes_first() {
        tell(version(2, "title", "New"));
        tell(version(1, "title", "Old"));
        load(version(1, "title", "Old"));

        assertEquals("New", catalogue.live().byId().get(id).told().title());
    }

    @Test
    void a_load_that_read_before_the_cancellation_does_not_bring_the_event_back() {
        load(version(1, "title", "On"));
        var before = catalogue.live();

        tell(version(2, "schedule_status", "cancelled"));
        catalogue.load(List.of(version(1, "title", "On")), NOW.minusSeconds(1), before);

        assertTrue(catalogue.live().all().isEmpty());
    }

    @Test
    void what_a_fact_told_while_the_rows_were_read_stays() {
        var before = catalogue.live();

        tell(version(1, "title", "Just put in"));
        catalogue.load(List.of(), NOW, before);

        assertEquals(Set.of(id), catalogue.live().byId().keySet());
    }

    @Test
    void what_is_no_longer_in_the_database_goes_with_the_next_load() {
        load(version(1, "title", "Was there"));

        load();

        assertTrue(catalogue.live().all().isEmpty());
    }

    @Test
    void what_is_over_postponed_or_not_approved_is_not_live() {
        tell(event(NOW.minusSeconds(1), Map.of()));
        tell(event(TOMORROW, Map.of("schedule_status", "postponed")));
        tell(event(TOMORROW, Map.of("schedule_status", "cancelled")));
        tell(event(TOMORROW, Map.of("moderation_status", "rejected")));
        tell(event(TOMORROW, Map.of("schedule_status", "rescheduled", "id", id)));

        assertEquals(Set.of(id), catalogue.live().byId().keySet());
    }

    @Test
    void a_load_that_finds_nothing_new_leaves_decks_and_written_json_alone() {
        load(version(1, "title", "Same"));
        var event = catalogue.live().byId().get(id);
        var membership = catalogue.live().membership();

        load(version(1, "title", "Same"));

        assertSame(event, catalogue.live().byId().get(id));
        assertEquals(membership, catalogue.live().membership());
    }

    @Test
    void an_older_count_of_seats_says_nothing() {
        tell(version(1, "capacity", 10));

        catalogue.count(id, 10, 10, NOW.plusSeconds(2));
        catalogue.count(id, 9, 10, NOW.plusSeconds(1));

        assertEquals(10, catalogue.live().byId().get(id).going());
        assertTrue(catalogue.live().byId().get(id).full());
        tell(version(2, "capacity", 11));
        assertEquals(10, catalogue.live().byId().get(id).going());
        assertFalse(catalogue.live().byId().get(id).full());
    }

    private EventView version(long version, String field, Object value) {
        return event(TOMORROW, Map.of("id", id, "version", version, field, value));
    }

    private void tell(EventView event) {
        catalogue.tell(List.of(new Telling(event, NOW)));
    }

    private void load(EventView... events) {
        catalogue.load(List.of(events), NOW, catalogue.live());
    }
}
