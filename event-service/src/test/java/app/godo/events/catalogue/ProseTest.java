package app.godo.events.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

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
                "see <javascript:alert(1)> | see",
                "[win [a lot]](javascript:alert(1)) | [win [a lot]] (javascript:alert(1))",
                "![win](javascript:alert) | !win",
                "[win](HTTPS://example.org) | [win](HTTPS://example.org)"
            })
    void links_lead_to_the_web_or_nowhere(String from, String to) {
        assertEquals(to, Prose.markdown(from, 20_000));
    }

    @Test
    void link_definitions_lead_to_the_web_or_nowhere() {
        assertEquals("[win][1]", Prose.markdown("[win][1]\n\n[1]: javascript:alert(1)", 20_000));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'> [1]: javascript:alert(1)'",
        "'[a\\]b]: javascript:alert(1)'",
        "'[1]: \n javascript:alert(1)'",
    })
    void nor_do_definitions_that_hide(String definition) {
        assertNull(Prose.markdown(definition, 20_000));
    }

    @Test
    void links_in_angle_brackets_are_no_tags() {
        assertEquals(
                "Write to jazz@example.org or see https://example.org/a?b=c&d first",
                Prose.markdown("Write to <jazz@example.org> or see <https://example.org/a?b=c&amp;d> first", 20_000));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("No text takes longer than it is long")
    @ValueSource(
            strings = {
                "[",
                "[]",
                "](",
                "[](",
                "[](a",
                "[a](",
                "[\n",
                "[]:",
                "\n[]:",
                "\n[a]: ",
                " ",
                "\t",
                " \n x",
                "\n",
                "<p>",
                "<b>",
                "<br>",
                "<!--",
                "&lt;",
                "&amp;",
                "<",
                "<a@",
                "<http://",
                "<http://a",
                "<a@a",
                "> ",
                "\n>[",
                "\\["
            })
    void no_text_takes_longer_than_it_is_long(String hostile) {
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            Prose.markdown(hostile.repeat(20_000 / hostile.length()), 20_000);
            Prose.markdown("[x]: " + hostile.repeat(20_000 / hostile.length()) + "x", 20_000);
            Prose.line(hostile.repeat(20_000 / hostile.length()), 255);
        });
    }

    @Test
    void nothing_left_is_nothing() {
        assertNull(Prose.markdown("<p> </p>", 20_000));
    }
}
