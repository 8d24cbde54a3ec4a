package app.godo.ingestion.nycparks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.ingestion.testing.ParksFeed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

@DisplayName("A-41: a hostile or broken page costs the broken rows and no more")
class ReadingABrokenPageTest {

    private static final SourceSettings SETTINGS = SourceSettings.of("nyc_parks", Instant.now());

    @Test
    void a_row_that_is_no_object_is_set_aside() {
        var page = json("[%s, 7, null, \"x\", [1], %s]".formatted(ParksFeed.concert("1"), ParksFeed.concert("2")));

        assertEquals(2, readable(page));
        assertEquals(6, page.rows().size());
        assertFalse(page.broken());
    }

    @Test
    void nan_costs_nobody() {
        var row = ParksFeed.concert("1").replace("\"guid\"", "\"price\":NaN,\"guid\"");

        var page = json("[%s,%s]".formatted(row, ParksFeed.concert("2")));

        assertEquals(2, readable(page));
        assertEquals("\"NaN\"", page.rows().getFirst().raw().path("price").toString());
    }

    @Test
    void rows_before_a_break_are_kept_and_the_break_is_told() {
        var whole = "[%s,%s]".formatted(ParksFeed.concert("1"), ParksFeed.concert("2"));

        var page = json(whole.substring(0, whole.length() - 40));

        assertEquals(1, readable(page));
        assertTrue(page.broken());
        var told = assertInstanceOf(Row.Unreadable.class, page.rows().getLast());
        assertEquals("The feed breaks off after row 1 of this page", told.reason());
        assertNull(told.externalId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in</html>", "{\"error\":true}", "[", "[{\"guid\":", "null", "\u0000\u0001"})
    void what_is_no_such_feed_is_refused_as_a_whole(String body) {
        assertThrows(FeedFailure.class, () -> json(body));
    }

    @Test
    void a_csv_without_our_columns_is_refused_as_a_whole() {
        assertThrows(FeedFailure.class, () -> csv("a,b,a\n1,2,3\n"));
        assertThrows(FeedFailure.class, () -> csv("<html>Sign in</html>"));
        assertThrows(FeedFailure.class, () -> csv(""));
    }

    @Test
    void a_csv_row_with_a_stray_quote_or_too_few_columns_costs_itself() {
        var lines = ParksFeed.recordedCsv().lines().limit(9).toList();
        var broken = new StringBuilder("\uFEFF" + lines.getFirst() + "\n");
        broken.append(lines.get(1)).append('\n');
        broken.append(lines.get(2).replaceFirst("\",\"", "\" stray \"quote\" ,\""))
                .append('\n');
        broken.append("\"too\",\"few\"\n");
        lines.subList(3, 9).forEach(line -> broken.append(line).append('\n'));

        var page = csv(broken.toString());

        assertEquals(8, readable(page));
        assertEquals(9, page.rows().size());
        assertEquals(
                "The row has 2 columns of 19",
                assertInstanceOf(Row.Unreadable.class, page.rows().get(2)).reason());
    }

    @Test
    void deep_nesting_ends_the_page_and_not_the_program() {
        var deep = "[".repeat(100_000);

        assertThrows(FeedFailure.class, () -> json("[" + deep));
    }

    @Test
    void more_rows_than_a_city_has_are_refused() {
        var most = 10;

        assertThrows(FeedFailure.class, () -> read("[" + "{},".repeat(most) + "{}]", most));
    }

    @Test
    void a_long_string_costs_its_row_and_one_that_would_fill_the_memory_ends_the_page() {
        var rows = "[%s,{\"guid\":\"3\",\"title\":\"%s\"},%s]";

        var longer = json(rows.formatted(ParksFeed.concert("1"), "x".repeat(70_000), ParksFeed.concert("2")));
        var endless = json(rows.formatted(ParksFeed.concert("1"), "x".repeat(1_000_000), ParksFeed.concert("2")));

        assertEquals(2, readable(longer));
        assertFalse(longer.broken());
        assertEquals(1, readable(endless));
        assertTrue(endless.broken());
    }

    @Test
    void a_reason_is_no_longer_than_the_database_holds() {
        assertEquals(
                500, new Row.Unreadable(null, "x".repeat(501), null).reason().length());
    }

    private static long readable(Readout page) {
        return page.rows().stream().filter(Row.Read.class::isInstance).count();
    }

    private static Readout json(String body) {
        return read(body, 20_000);
    }

    private static Readout csv(String body) {
        return read(body, 20_000);
    }

    private static Readout read(String body, int most) {
        return new NycParksReader().read(new Payload(body.getBytes(StandardCharsets.UTF_8), null), SETTINGS, most);
    }
}
