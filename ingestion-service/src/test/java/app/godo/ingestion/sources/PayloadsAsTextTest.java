package app.godo.ingestion.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.ingestion.fetching.FeedFailure;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

class PayloadsAsTextTest {

    @Test
    void letters_are_those_of_the_mark_the_header_the_declaration_or_utf_8() {
        assertEquals("Café", text("Café".getBytes(StandardCharsets.UTF_8), null));
        assertEquals("Café", text("\uFEFFCafé".getBytes(StandardCharsets.UTF_8), null));
        assertEquals("Café", text("\uFEFFCafé".getBytes(StandardCharsets.UTF_16LE), null));
        assertEquals("Café", text("Café".getBytes(StandardCharsets.ISO_8859_1), "text/calendar; charset=ISO-8859-1"));
        assertEquals("Café", text("Café".getBytes(StandardCharsets.ISO_8859_1), "text/calendar; charset=no-such"));
        assertEquals("“Café”", text("“Café”".getBytes(Charset.forName("windows-1252")), null));
    }

    @Test
    void a_byte_that_is_none_costs_itself_where_others_are() {
        var bytes = "Café ? Café".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xFF;

        assertEquals("Café \uFFFD Café", text(bytes, null));
    }

    @Test
    void what_calls_itself_latin_1_and_is_utf_8_is_that() {
        assertEquals("Café", text("Café".getBytes(StandardCharsets.UTF_8), "text/xml; charset=iso-8859-1"));
    }

    @Test
    void what_is_packed_is_unpacked_and_a_bomb_is_not() throws IOException {
        assertEquals("Café", text(packed("Café".getBytes(StandardCharsets.UTF_8)), null));

        var bomb = packed(new byte[20 << 20]);
        assertThrows(FeedFailure.class, () -> text(bomb, null));
        assertThrows(FeedFailure.class, () -> text(Arrays.copyOf(bomb, 100), null));
    }

    private static byte[] packed(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] body, String contentType) {
        return new Payload(body, contentType).text();
    }
}
