package app.godo.ingestion.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

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

    private static String text(byte[] body, String contentType) {
        return new Payload(body, contentType).text();
    }
}
