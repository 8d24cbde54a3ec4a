package app.godo.ingestion.luma;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.Test;

import java.util.Map;

class ReadingLumaTest {

    private static final Reading READING = Reading.with(new LumaReader(), "2026-10-01");

    @Test
    void the_recorded_calendar_is_read() {
        var listing = READING.ofFile("/luma/luma_response.json").listing("evt-Q4H602NTIQhpdMv");

        assertEquals("Furman Makerspace Field Trip", listing.title());
        assertEquals(moment("2025-07-12T12:30:00-04:00"), listing.startsAt());
        assertEquals(moment("2025-07-12T14:00:00-04:00"), listing.endsAt());
        assertEquals("America/New_York", listing.timeZone());
        assertEquals("Furman University", listing.locationName());
        assertEquals(34.9274688, listing.latitude());
        assertTrue(listing.free(), "the tickets say so");
        assertEquals("https://luma.com/zadco7op", listing.url());
    }

    @Test
    void of_the_recorded_events_of_2026_one_is_on_a_screen() {
        var result = READING.ofFile("/luma/luma_api_2026.json");

        assertEquals("online", result.listing("evt-CrossListed123").locationKind());
        assertEquals("Europe/Paris", result.listing("evt-CrossListed123").timeZone());
        assertNull(result.listing("evt-Physical123").borough(), "its city is that of five boroughs");
        assertEquals(
                moment("2026-10-20T21:00:00-04:00"),
                result.listing("evt-Physical123").startsAt());
    }

    @Test
    void a_hidden_address_stays_hidden_and_a_price_is_minor_units() {
        var listing = READING.of(
                        entry(
                                """
                "location_type":"offline","coordinate":{"latitude":40.7,"longitude":-73.9},
                "geo_address_info":{"mode":"obfuscated","city":"Brooklyn","region":"New York","full_address":"7 Secret St"}}""",
                                "\"ticket_info\":{\"is_free\":false,\"price\":{\"cents\":1250,\"currency\":\"usd\"},\"max_price\":{\"cents\":4000,\"currency\":\"usd\"}}"))
                .only();

        assertEquals("Brooklyn, New York", listing.locationAddress());
        assertNull(listing.latitude());
        assertEquals(1250, listing.priceMin());
        assertEquals(4000, listing.priceMax());
        assertEquals("USD", listing.currency());
    }

    @Test
    void what_is_not_public_is_passed_over() {
        var result = READING.of(entry("\"visibility\":\"private\"}", "\"status\":\"approved\""));

        assertEquals(
                Map.of("Not for the public: its visibility is not public", 1),
                result.readout().passedOver());
    }

    private static String entry(String event, String fields) {
        return """
                {"entries":[{"api_id":"calev-1","event":{"api_id":"evt-1","name":"A","start_at":"2026-10-21T01:00:00.000Z",
                 "timezone":"America/New_York",%s,%s}]}""".formatted(event, fields);
    }
}
