package app.godo.reco.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class EventFacetsTest {

    private final Vocabulary vocabulary = new Vocabulary();

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T15:59:59Z, morning, weekday",
        "2026-07-01T16:00:00Z, afternoon, weekday",
        "2026-12-01T16:00:00Z, morning, weekday",
        "2026-12-05T22:00:00Z, evening, weekend",
        "2026-12-06T02:00:00Z, night, weekend",
        "2026-12-07T04:59:00Z, night, weekend",
        "2026-12-07T10:00:00Z, morning, weekday"
    })
    void hours_and_weekends_are_new_yorks_winter_and_summer(Instant start, String time, String weekday) {
        var names = namesOf(start, Map.of());

        assertTrue(names.contains("time:" + time), () -> names + " at " + start);
        assertTrue(names.contains("weekday:" + weekday), () -> names + " at " + start);
    }

    @ParameterizedTest
    @CsvSource({
        "false, , false, unknown",
        "true, 0, true, free",
        "true, 0, false, under_20",
        "true, 1999, false, under_20",
        "true, 2000, false, under_50",
        "true, 5000, false, over_50"
    })
    void a_price_that_is_not_known_is_a_band_of_its_own(boolean known, Integer cents, boolean free, String band) {
        var price = new HashMap<String, Object>(Map.of("price_known", known, "is_free", free));
        price.put("price_min", cents);

        assertTrue(namesOf(Instant.now(), price).contains("price:" + band));
    }

    @Test
    void an_event_without_an_hour_has_no_part_of_the_day() {
        for (var clockless : List.of("all_day", "time_tbd")) {
            var names = namesOf(Instant.parse("2026-12-01T16:00:00Z"), Map.of(clockless, true));
            assertFalse(names.stream().anyMatch(name -> name.startsWith("time:")));
        }
    }

    @Test
    void names_and_numbers_go_together_and_control_characters_cannot_break_a_name() {
        var event = Views.event(
                Instant.now(), Map.of("tags", List.of("a\u001fcategory:film", "b", "b", "c", "d", "e", "f")));

        var facets = EventFacets.of(event, vocabulary);

        var tags =
                facets.names().stream().filter(name -> name.startsWith("tag:")).toList();
        assertEquals(List.of("tag:a category:film", "tag:b", "tag:c", "tag:d", "tag:e"), tags);
        for (var i = 0; i < tags.size(); i++) {
            assertEquals(vocabulary.knownNumberOf(tags.get(i)), facets.tags()[i]);
        }
        assertEquals(vocabulary.knownNumberOf("category:music"), facets.category());
        assertEquals(vocabulary.size(), facets.names().size() + 1);
    }

    private List<String> namesOf(Instant start, Map<String, Object> fields) {
        return EventFacets.of(Views.event(start, fields), vocabulary).names();
    }
}
