package app.godo.reco.catalogue;

import static app.godo.reco.catalogue.Views.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.catalogue.Catalogue.Telling;
import app.godo.wire.events.EventView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class KeepingTheCatalogueTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private final Catalogue catalogue = new Catalogue(Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID id = UUID.randomUUID();
    private final ObjectMapper mapper = Views.mapper();

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
        catalogue.load(rows(1, NOW.minusSeconds(1), version(1, "title", "On")), NOW.minusSeconds(1), before);

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
    void what_is_over_postponed_unconfirmed_or_not_approved_is_not_live() {
        tell(event(NOW.minusSeconds(1), Map.of()));
        tell(event(TOMORROW, Map.of("schedule_status", "postponed")));
        tell(event(TOMORROW, Map.of("schedule_status", "unconfirmed")));
        tell(event(TOMORROW, Map.of("schedule_status", "cancelled")));
        tell(event(TOMORROW, Map.of("moderation_status", "rejected")));
        tell(event(TOMORROW, Map.of("schedule_status", "rescheduled", "id", id)));

        assertEquals(Set.of(id), catalogue.live().byId().keySet());
    }

    @Test
    void a_load_that_finds_nothing_new_leaves_decks_and_written_json_alone() {
        load(version(1, "title", "Same"));
        var event = catalogue.live().byId().get(id);
        var written = event.seats().written(mapper);
        var writtenForMe = event.seats().writtenFor("going", mapper);
        var membership = catalogue.live().membership();

        load(version(1, "title", "Same"));

        assertSame(event, catalogue.live().byId().get(id));
        assertSame(written, seats().written(mapper));
        assertSame(writtenForMe, seats().writtenFor("going", mapper));
        assertEquals(membership, catalogue.live().membership());
    }

    @Test
    void a_load_that_finds_other_seats_has_the_json_written_again() throws Exception {
        load(version(1, "title", "Same"));
        var before = seats();
        before.written(mapper);

        load(2, version(1, "current_attendees", 7));

        assertEquals(7, seats().going());
        assertEquals(7, json().get("current_attendees").asInt());
        assertEquals(0, before.going(), "who has the seats of a moment keeps the seats of that moment");
    }

    @Test
    @DisplayName("I-14: of two counts of the seats the one with the higher version counts, whatever the clocks say")
    void seats_go_by_their_version() throws Exception {
        load(5, version(1, "capacity", 10));

        count(10, 6, 7, NOW.minusSeconds(60));
        count(9, 0, 6, NOW.plusSeconds(60));

        assertEquals(10, seats().going());
        assertTrue(seats().full());
        assertEquals(6, json().get("waitlist_length").asInt());
        assertEquals(10, json().get("current_attendees").asInt());
        load(6, version(1, "current_attendees", 9));
        assertEquals(10, seats().going(), "rows that were read before do not count either");
        load(8, version(1, "current_attendees", 4));
        assertEquals(4, seats().going());
    }

    @Test
    void a_new_version_of_the_event_keeps_the_seats_and_brings_its_own_capacity() throws Exception {
        load(5, version(1, "capacity", 10));
        count(10, 8, 7, NOW);

        tell(version(2, "capacity", 11));

        assertEquals(10, seats().going());
        assertFalse(seats().full());
        assertEquals(11, json().get("capacity").asInt());
        assertEquals(10, json().get("current_attendees").asInt());
        assertEquals(8, json().get("waitlist_length").asInt());
    }

    @Test
    void an_older_count_by_who_names_no_version_says_nothing() {
        tell(version(1, "capacity", 10));

        catalogue.count(id, 10, null, null, NOW.plusSeconds(2));
        catalogue.count(id, 9, null, null, NOW.plusSeconds(1));

        assertEquals(10, seats().going());
    }

    @Test
    void facets_of_events_that_are_over_are_forgotten_and_nothing_else() {
        for (var i = 0; i < 50; i++) {
            load(event(TOMORROW, Map.of("tags", List.of("tag" + i))), version(1, "capacity", 2));
        }
        count(1, 0, 9, NOW);
        var written = seats().written(mapper);

        load(version(1, "capacity", 2));

        assertEquals(
                catalogue.live().byId().get(id).facets().names().size() + 1,
                catalogue.live().vocabulary().size());
        assertEquals(1, seats().going());
        assertSame(written, seats().written(mapper));
    }

    private Seats seats() {
        return catalogue.live().byId().get(id).seats();
    }

    private JsonNode json() throws JsonProcessingException {
        return mapper.readTree(mapper.writeValueAsString(seats().written(mapper)));
    }

    private void count(int going, int waiting, long version, Instant at) {
        catalogue.count(id, going, waiting, version, at);
    }

    private EventView version(long version, String field, Object value) {
        return event(TOMORROW, Map.of("id", id, "version", version, field, value));
    }

    private void tell(EventView event) {
        catalogue.tell(List.of(new Telling(event, NOW)));
    }

    private void load(EventView... events) {
        load(0, events);
    }

    private void load(long attendanceVersion, EventView... events) {
        catalogue.load(rows(attendanceVersion, NOW, events), NOW, catalogue.live());
    }

    private static List<Telling> rows(long attendanceVersion, Instant at, EventView... events) {
        return Arrays.stream(events)
                .map(event -> new Telling(event, at, attendanceVersion))
                .toList();
    }
}
