package app.godo.ingestion.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    @DisplayName("A-41: any number of empty paragraphs is one gap, and costs no stack")
    void empty_paragraphs_are_one_gap() {
        var hostile = "<p>Jazz</p>" + "<p></p>".repeat(9_000) + "<br>".repeat(9_000) + "<p>in the park</p>";

        assertEquals("Jazz\n\nin the park", PlainText.paragraphs(hostile, 20_000));
    }
}
