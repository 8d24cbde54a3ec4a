package app.godo.wire.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicCountTest {

    @ParameterizedTest
    @DisplayName("R-PRV-7: fewer than five are none, but for the reader and for seats that are all taken")
    @CsvSource(textBlock = """
            0, , , 0
            1, , , 0
            4, , , 0
            5, , , 5
            6, , going, 6
            1, , going, 1
            4, , attended, 1
            4, , interested, 0
            2, 3, , 0
            3, 3, , 3
            3, 3, going, 3
            4, 3, , 3
            9, 3, , 9
            9, 10, , 9
            """)
    void seats(int taken, Integer capacity, String status, int told) {
        assertEquals(told, PublicCount.ofSeats(taken, capacity, status));
    }

    @ParameterizedTest
    @DisplayName("R-PRV-7: likewise of those who wait")
    @CsvSource(textBlock = """
            0, , 0
            4, , 0
            4, going, 0
            4, waitlisted, 1
            5, , 5
            """)
    void waiting(int waiting, String status, int told) {
        assertEquals(told, PublicCount.ofWaiting(waiting, status));
    }
}
