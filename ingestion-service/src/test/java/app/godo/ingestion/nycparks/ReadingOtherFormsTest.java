package app.godo.ingestion.nycparks;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parks' RSS, as those who read it describe it (no recording of it is to be had), and the JSON feed of 2021. */
class ReadingOtherFormsTest {

    private static final Reading READING = Reading.with(new NycParksReader(), "2026-07-20");

    @Test
    void the_rss_has_the_columns_of_the_data_set_in_a_module() {
        var result = READING.of("""
                <?xml version="1.0" encoding="iso-8859-1"?>
                <rss version="2.0" xmlns:event="http://www.nycgovparks.org/eventsrss_ns/"><channel><title>Events</title>
                <item><title><![CDATA[CANCELED: Café Yoga]]></title>
                <link>http://www.nycgovparks.org/events/2026/07/25/cafe-yoga</link>
                <description><![CDATA[<p>Bring a mat.</p>]]></description>
                <event:parkids>M072</event:parkids><event:parknames>Riverside Park</event:parknames>
                <event:startdate>2026-07-25</event:startdate><event:enddate>2026-07-25</event:enddate>
                <event:starttime>8:00 am</event:starttime><event:endtime>12:30 pm</event:endtime>
                <event:location><![CDATA[Pier I (in Riverside Park)]]></event:location>
                <event:categories>Fitness | Yoga &amp; Pilates Classes</event:categories>
                <event:coordinates>40.8089, -73.9660</event:coordinates></item></channel></rss>""".getBytes(StandardCharsets.ISO_8859_1), null);

        var listing = result.only();
        assertEquals(List.of("2026/07/25/cafe-yoga"), result.ids(), "the link is all that tells rows apart");
        assertEquals("Café Yoga", listing.title());
        assertEquals("cancelled", listing.scheduleStatus());
        assertEquals(moment("2026-07-25T08:00:00-04:00"), listing.startsAt());
        assertEquals(moment("2026-07-25T12:30:00-04:00"), listing.endsAt());
        assertEquals("Pier I (in Riverside Park)", listing.locationName());
        assertEquals("Manhattan", listing.borough());
        assertEquals("wellness", listing.category());
        assertEquals(40.8089, listing.latitude());
    }

    @Test
    void the_feed_of_old_has_the_place_in_its_text() {
        var listing = READING.of("""
                [{"title":"Adult Handball","start_date":"2021-12-21","start_time":"15:00:00","end_date":"2021-12-21",
                  "end_time":"16:30:00","description":"<p>Date: December 21, 2021</p><p>A course.</p><p>Location: Turf Field (in A Park)</p>",
                  "link":"http://www.nycgovparks.org/events/2021/12/21/adult-handball1"}]""").only();

        assertEquals("Turf Field (in A Park)", listing.locationName());
        assertEquals(moment("2021-12-21T15:00:00-05:00"), listing.startsAt());
        assertTrue(listing.free());
    }
}
