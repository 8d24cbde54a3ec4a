package app.godo.ingestion.permits;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ReadingPermitsTest {

    private static final Reading READING = Reading.with(new PermitsReader(), "2026-10-01");

    @Test
    void the_recorded_answer_is_read() {
        var result = READING.ofFile("/permits/tvpp-9vvx_2026-10-01_excerpt.json");

        assertEquals(7, result.listings().size());
        var market = result.listing("897894/2026-10-03");
        assertEquals("82 Street Greenmarket Saturday", market.title());
        assertEquals(moment("2026-10-03T06:00:00-04:00"), market.startsAt());
        assertEquals(moment("2026-10-03T18:00:00-04:00"), market.endsAt());
        assertEquals(
                "EAST 82 STREET between 1 AVENUE and YORK AVENUE", market.locationName(), "without the runs of blanks");
        assertEquals("Manhattan", market.borough());
        assertEquals("markets", market.category());
        assertFalse(market.priceKnown());
        assertEquals(
                "Brooklyn Bridge Arches Plaza",
                result.listing("966263/2026-10-02").locationName());
        assertEquals("sports", result.listing("964862/2026-10-03").category());
    }

    @Test
    void of_the_recorded_export_the_private_parties_are_left_out() {
        var result = Reading.with(new PermitsReader(), "2022-02-20").ofFile("/permits/tvpp-9vvx_2022-02_excerpt.csv");

        assertEquals(50, result.listings().size());
        assertEquals(List.of(), result.reasons());
        assertEquals(20, result.readout().passedOver().get("Not for the public: a permit of the type Special Event"));
        assertEquals(
                25,
                result.readout().passedOver().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        assertEquals(
                moment("2022-02-18T07:00:00-05:00"),
                result.listing("619536/2022-02-18").startsAt());
    }

    @Test
    void a_name_that_says_nothing_is_no_event() {
        var result = READING.of("""
                [{"event_id":"1","event_name":"Miscellaneous","event_type":"Block Party","start_date_time":"2026-10-02T10:00:00.000"},
                 {"event_id":"2","event_name":"A Fair","event_type":"Health Fair","start_date_time":"noonish"}]""");

        assertEquals(
                Map.of("Nobody knows what it is: its name says nothing", 1),
                result.readout().passedOver());
        assertEquals(List.of("The start_date_time is no date: noonish"), result.reasons());
    }

    @Test
    void an_hour_is_no_part_of_an_id_but_two_a_day_are_two() {
        var permit =
                "{\"event_id\":\"7\",\"event_name\":\"A Fair\",\"event_type\":\"Health Fair\",\"start_date_time\":\"2026-10-0%s:00\"}";
        var days = "[" + permit.formatted("2T10:00") + "," + permit.formatted("3T%s") + "]";

        assertEquals(
                List.of("7/2026-10-02", "7/2026-10-03"),
                READING.of(days.formatted("10:00")).ids());
        assertEquals(
                List.of("7/2026-10-02", "7/2026-10-03"),
                READING.of(days.formatted("12:30")).ids());
        assertEquals(
                List.of("7/2026-10-02#2", "7/2026-10-02"),
                READING.of("[" + permit.formatted("2T10:00") + "," + permit.formatted("2T14:00") + "]")
                        .ids());
    }
}
