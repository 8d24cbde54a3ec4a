package app.godo.ingestion.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

class ReadingPricesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Price: $30/24 for Members | 2400 | 3000 | false",
                "Price: $30/$24 for members. | 2400 | 3000 | false",
                "Cost: $50, $45 for members | 4500 | 5000 | false",
                "Tickets: $25/20 | 2000 | 2500 | false",
                "Price: $1,250.50 | 125050 | 125050 | false",
                "Price: Free | 0 | 0 | true",
                "Admission: free and open to the public | 0 | 0 | true",
                "Price: Free for members | - | - | false",
                "Bring $5 for the bus | - | - | false",
                "Price: ask at the door | - | - | false",
            })
    void a_price_is_what_a_line_about_it_says(String text, Integer min, Integer max, boolean free) {
        var price = Price.saidIn("A walk.\n" + text + "\nCome early.");

        assertEquals(min, price.min());
        assertEquals(max, price.max());
        assertEquals(free, price.free());
    }

    @Test
    void yen_have_no_minor_unit_and_no_money_is_no_price() {
        assertEquals(500, Price.of(new BigDecimal("500"), null, "JPY").min());
        assertNull(Price.of(new BigDecimal("5"), null, "doubloons").min());
        assertNull(Price.of(BigDecimal.ZERO, BigDecimal.ZERO, "USD").min());
        assertNull(Price.of(new BigDecimal("-5"), null, "USD").min());
        assertEquals(0, Price.of(BigDecimal.ZERO, BigDecimal.TEN, "USD").min());
    }
}
