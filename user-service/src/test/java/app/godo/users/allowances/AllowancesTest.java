package app.godo.users.allowances;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.MovableClock;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AllowancesTest {

    private static final Allowance TEN_AN_HOUR = new Allowance("tests", 10, Duration.ofHours(1), "too-many-tests");

    @Inject
    Allowances allowances;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    private final String somebody = UUID.randomUUID().toString();

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-39 no window has more than is allowed, however it is spent")
    void no_window_has_more_than_is_allowed() {
        var taken = new ArrayList<Integer>();
        for (var minute = 0; minute < 180; minute++) {
            while (take(1)) {
                taken.add(minute);
            }
            clock.forward(Duration.ofMinutes(1));
        }

        var most = IntStream.range(0, 180)
                .map(from -> (int) taken.stream()
                        .filter(minute -> minute >= from && minute < from + 60)
                        .count())
                .max()
                .orElseThrow();
        assertThat(most, is(lessThanOrEqualTo(10)));
        assertThat(taken.size(), is(30));
    }

    @Test
    @DisplayName("A-39 who waits as long as is said may, and not before")
    void who_waits_as_long_as_is_said_may() {
        take(4);
        clock.forward(Duration.ofMinutes(20));
        take(4);
        clock.forward(Duration.ofMinutes(10));

        var five = assertThrows(AllowanceSpent.class, () -> spend(5)).retryAfter();
        var seven = assertThrows(AllowanceSpent.class, () -> spend(7)).retryAfter();

        assertThat((double) five.toSeconds(), is(closeTo(30 * 60, 10)));
        assertThat((double) seven.toSeconds(), is(closeTo(50 * 60, 10)));
        clock.forward(five.minusSeconds(20));
        assertThat(take(5), is(false));
        clock.forward(Duration.ofSeconds(20));
        assertThat(take(5), is(true));
    }

    @Test
    void of_many_at_once_no_more_are_let_through() {
        var taken = Uni.join()
                .all(Stream.generate(
                                () -> transactions.sqlAsWorker(tx -> allowances.take(tx, TEN_AN_HOUR, somebody, 1)))
                        .limit(30)
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(taken.stream().filter(Boolean::booleanValue).count(), is(10L));
    }

    private boolean take(int amount) {
        return transactions
                .sqlAsWorker(tx -> allowances.take(tx, TEN_AN_HOUR, somebody, amount))
                .await()
                .indefinitely();
    }

    private void spend(int amount) {
        transactions
                .sqlAsWorker(tx -> allowances.spend(tx, TEN_AN_HOUR, somebody, amount))
                .await()
                .indefinitely();
    }
}
