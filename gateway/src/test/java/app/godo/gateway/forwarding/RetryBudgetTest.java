package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();

    @Test
    @DisplayName("D-05: when everything fails, there are at most 1.1 attempts for a request")
    void a_tenth_is_tried_again() {
        var again = IntStream.range(0, 1_000).filter(request -> {
            budget.earn();
            return budget.spend();
        });

        assertEquals(100, again.count());
        assertEquals(100, budget.spent());
    }

    @Test
    void nothing_is_tried_again_before_anything_was_asked() {
        assertFalse(budget.spend());
    }

    @Test
    void a_good_hour_pays_for_ten_second_tries_and_not_for_more() {
        IntStream.range(0, 100_000).forEach(request -> budget.earn());

        IntStream.range(0, 10).forEach(retry -> assertTrue(budget.spend()));
        assertFalse(budget.spend());
    }
}
