package app.godo.events.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "  Jazz   in the\tpark | Jazz in the park",
                "<b>Jazz</b> &amp; blues | Jazz & blues",
                "Jazz<script>alert(1)</script> | Jazz",
                "&lt;img src=x onerror=alert(1)&gt;Jazz | Jazz",
                "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;Jazz | Jazz",
                "I <3 NY, 2 < 3 | I <3 NY, 2 < 3",
                "Caf\u00e9 \uD83C\uDFB7 | Caf\u00e9 \uD83C\uDFB7",
                "Jazz\u202Egnihtyreve | Jazzgnihtyreve",
                "Tom & Jerry's AT&T night | Tom & Jerry's AT&T night"
            })
    void a_line_is_text_and_nothing_else(String from, String line) {
        assertEquals(line, Prose.line(from, 255));
    }

    @Test
    void a_line_is_cut_between_characters() {
        assertEquals("abc", Prose.line("abc\uD83C\uDFB7", 4));
        assertEquals("", Prose.line(null, 4));
    }

    @Test
    void paragraphs_and_markdown_stay() {
        assertEquals(
                "## Tonight\n\n**Free**, bring [a friend](https://example.org/a_(b)\n\n- one\n- two",
                Prose.markdown(
                        "## Tonight\r\n\r\n\r\n**Free**, bring [a friend](https://example.org/a_(b)\n\n- one\n- two  \n",
                        20_000));
        assertEquals(
                "One\n\nTwo",
                Prose.markdown("<div>One</div><p></p><p>Two</p>", 20_000).replaceAll("\n+", "\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[win](javascript:alert(1)) | win)",
                "[win](java&#115;cript:alert) | win",
                "[win]( data:text/html;base64,AAAA ) | win",
                "see <javascript:alert(1)> | see"
            })
    void links_lead_to_the_web_or_nowhere(String from, String to) {
        assertEquals(to, Prose.markdown(from, 20_000));
    }

    @Test
    void link_definitions_lead_to_the_web_or_nowhere() {
        assertEquals("[win][1]", Prose.markdown("[win][1]\n\n[1]: javascript:alert(1)", 20_000));
    }

    @Test
    void nothing_left_is_nothing() {
        assertNull(Prose.markdown("<p> </p>", 20_000));
    }
}
