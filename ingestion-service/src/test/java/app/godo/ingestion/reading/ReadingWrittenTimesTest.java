package app.godo.ingestion.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

class ReadingWrittenTimesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-10-09T19:30:00-0400        | 2026-10-09 | 19:30 | -04:00
            10/09/2026 07:30:00 PM          | 2026-10-09 | 19:30 |
            20261009T193000Z                | 2026-10-09 | 19:30 | Z
            Fri, 09 Oct 2026 19:30:00 -0400 | 2026-10-09 | 19:30 | -04:00
            9 October 2026                  | 2026-10-09 |       |
            Fri, 09 Oct 2026 23:30:00 GMT   | 2026-10-09 | 23:30 | Z
            October 9, 2026 7:30 pm         | 2026-10-09 | 19:30 |
            Friday, Oct. 9th, 2026 at 7:30pm | 2026-10-09 | 19:30 |
            May 1 2026                      | 2026-05-01 |       |
            """)
    void it_is_read_in_any_of_the_ways(String text, LocalDate date, LocalTime time, String offset) {
        assertEquals(
                new WrittenTime(date, time, offset == null ? null : ZoneOffset.of(offset)),
                WrittenTime.of(text, "start"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Octember 9, 2026", "31 Feb 2026", "Fri", "9 Oct", "Oct 9", "soon"})
    void what_is_no_date_is_none(String text) {
        assertThrows(NotAListing.class, () -> WrittenTime.of(text, "start"));
    }
}
