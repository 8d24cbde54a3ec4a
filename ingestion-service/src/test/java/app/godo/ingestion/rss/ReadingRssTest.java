package app.godo.ingestion.rss;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class ReadingRssTest {

    private static final Reading READING = Reading.with(new RssReader(), "2026-10-01");

    @Test
    void an_item_with_a_module_for_events_becomes_a_listing() {
        var listing = READING.of(feed("""
                <item><title>Jazz &amp; Wine</title><link>https://example.org/1?a=1&amp;b=2</link><guid>g1</guid>
                <pubDate>Thu, 01 Oct 2026 10:00:00 GMT</pubDate><category>Concerts</category>
                <ev:startdate>2026-10-09T19:30:00-04:00</ev:startdate><ev:enddate>2026-10-09T22:00:00-04:00</ev:enddate>
                <ev:location>The Hall</ev:location><description><![CDATA[<p>Come.</p><p>Price: $15</p>]]></description>
                <geo:lat>40.7</geo:lat><geo:long>-73.95</geo:long></item>""")).only();

        assertEquals("Jazz & Wine", listing.title());
        assertEquals(moment("2026-10-09T19:30:00-04:00"), listing.startsAt());
        assertEquals(moment("2026-10-09T22:00:00-04:00"), listing.endsAt());
        assertEquals("The Hall", listing.locationName());
        assertEquals("music", listing.category());
        assertEquals(1500, listing.priceMin());
        assertEquals(40.7, listing.latitude());
        assertEquals("https://example.org/1?a=1&b=2", listing.url());
    }

    @Test
    void when_it_was_published_is_not_when_it_takes_place() {
        var result = READING.of(
                feed("<item><title>A</title><guid>1</guid><pubDate>Thu, 01 Oct 2026 10:00:00 GMT</pubDate></item>"));

        assertEquals(
                List.of("The item does not say when it takes place, only when it was published"), result.reasons());
    }

    @Test
    void letters_are_those_of_the_encoding_it_names() {
        var xml = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>"
                + feed("<item><title>Café</title><guid>1</guid><ev:startdate>2026-10-09</ev:startdate></item>");

        assertEquals(
                "Café",
                READING.of(xml.getBytes(StandardCharsets.ISO_8859_1), null)
                        .only()
                        .title());
    }

    @Test
    void an_ampersand_alone_is_mended_and_a_break_costs_what_comes_after_it() {
        var item = "<item><title>%s</title><guid>%s</guid><ev:startdate>2026-10-09</ev:startdate></item>";

        var mended = READING.of(feed(item.formatted("A &nbsp; B & C", "1") + item.formatted("D", "2")));
        var broken = READING.of(feed(item.formatted("A", "1") + "<item><title>B</tit"));

        assertEquals(
                List.of("A B & C", "D"),
                mended.listings().stream().map(event -> event.title()).toList());
        assertEquals(List.of("1"), broken.ids());
        assertTrue(broken.readout().broken());
    }

    @ParameterizedTest
    @DisplayName("A-41: nothing that a document type declares is expanded or fetched")
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>&x;</title><guid>1</guid>"
                        + "<startdate>2026-10-09</startdate></item></channel></rss>",
                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;</title>"
                        + "<guid>1</guid><startdate>2026-10-09</startdate></item></channel></rss>",
            })
    void entities_are_not_expanded(String xml) {
        var result = READING.of(xml);

        assertTrue(
                result.listings().stream().allMatch(listing -> listing.title().length() <= 3), result::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Sign in</body></html>", "{}", "<rss><channel><item>"})
    void what_is_no_feed_is_refused_as_a_whole(String body) {
        assertThrows(FeedFailure.class, () -> READING.of(body));
    }

    private static String feed(String items) {
        return "<rss version=\"2.0\" xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\" xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">"
                + "<channel><title>T</title>" + items + "</channel></rss>";
    }

    @Test
    void times_in_attributes_are_read_and_items_that_share_a_guid_stay_apart() {
        var item =
                "<item><guid>g</guid><title>A</title><gd:when startTime='2026-10-%sT19:00:00-04:00' endTime='2026-10-%<sT21:00:00-04:00'/></item>";

        var result = READING.of("<rss xmlns:gd='http://schemas.google.com/g/2005'><channel>" + item.formatted("12")
                + item.formatted("13") + "</channel></rss>");

        assertEquals(List.of("g#2026-10-12", "g#2026-10-13"), result.ids());
        assertEquals(
                moment("2026-10-12T21:00:00-04:00"),
                result.listings().getFirst().endsAt());
    }
}
