package app.godo.wire.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.wire.keys.KeyFiles;
import app.godo.wire.paging.Cursors.CursorMismatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class CursorsTest {

    private static final String QUESTION = "saved of 7 from 2026-11-23";

    @TempDir
    Path directory;

    @Test
    void a_cursor_gives_back_the_position_it_was_made_of() {
        var cursor = cursors().encode(QUESTION, "2026-11-23T15:00:00Z", "", "ünï");

        assertEquals(List.of("2026-11-23T15:00:00Z", "", "ünï"), cursors().decode(QUESTION, cursor));
    }

    @Test
    void another_question_is_a_mismatch() {
        var cursor = cursors().encode(QUESTION, "position");

        assertThrows(CursorMismatch.class, () -> cursors().decode("saved of 8 from 2026-11-23", cursor));
    }

    @Test
    void a_cursor_cannot_be_made_up() {
        var cursors = cursors();
        var cursor = cursors.encode(QUESTION, "position");

        for (var i = 0; i < cursor.length(); i++) {
            var changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'Z' : 'A') + cursor.substring(i + 1);
            assertThrows(CursorMismatch.class, () -> cursors.decode(QUESTION, changed), changed);
        }
        for (var junk : List.of("", "A", "!!", "AAAA", "💥")) {
            assertThrows(CursorMismatch.class, () -> cursors.decode(QUESTION, junk), junk);
        }
    }

    private Cursors cursors() {
        return new Cursors(KeyFiles.in(directory));
    }
}
