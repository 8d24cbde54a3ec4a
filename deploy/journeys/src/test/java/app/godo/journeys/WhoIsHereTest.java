package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Whether an answer's time tells who has an account: a campaign of its own ({@code -Dgodo.campaign=true}), as each of a thousand
 * requests makes the machine work at a password.
 */
@Order(6)
@EnabledIfSystemProperty(named = "godo.campaign", matches = "true")
class WhoIsHereTest {

    private static final int OF_EACH = 200;
    private static final int BEFORE_IT_COUNTS = 20;

    /** So many that nobody's password is guessed at so often that it costs a pause. */
    private static final int PEOPLE = 60;

    private static final double TOLD_APART_MILLIS = 5;
    private static final String WRONG = "not the walk along the river";

    private final App nobody = App.nobody(City.fleet().url());
    private final List<App> people = IntStream.range(0, PEOPLE)
            .mapToObj(i -> App.of(City.fleet().url(), "Known Person"))
            .toList();
    private final Random order = new Random(29);

    @Test
    @DisplayName(
            "A-29: 200 wrong passwords of people and 200 of nobody take the same time, in turn, and so do 200 signups each")
    void time_does_not_tell() {
        areAlike(
                "a login",
                401,
                i -> App.object().put("email", people.get(i % PEOPLE).email).put("password", WRONG),
                i -> object().put("email", someAddress()).put("password", WRONG),
                "/auth/login");
        areAlike(
                "a signup", 202, i -> signup(people.get(i % PEOPLE).email), i -> signup(someAddress()), "/auth/signup");
    }

    private void areAlike(
            String what, int status, IntFunction<ObjectNode> known, IntFunction<ObjectNode> unknown, String path) {
        var ofKnown = new double[OF_EACH];
        var ofUnknown = new double[OF_EACH];
        for (var i = -BEFORE_IT_COUNTS; i < OF_EACH; i++) {
            var n = i + BEFORE_IT_COUNTS;
            var knownFirst = order.nextBoolean();
            var first = millis(status, path, (knownFirst ? known : unknown).apply(n));
            var second = millis(status, path, (knownFirst ? unknown : known).apply(n));
            if (i >= 0) {
                ofKnown[i] = knownFirst ? first : second;
                ofUnknown[i] = knownFirst ? second : first;
            }
        }
        var apart = Math.abs(median(ofKnown) - median(ofUnknown));
        System.out.printf(
                "%s: %.1f ms where there is an account, %.1f ms where there is none%n",
                what, median(ofKnown), median(ofUnknown));
        assertTrue(apart < TOLD_APART_MILLIS, () -> "%s: the medians are %.1f ms apart".formatted(what, apart));
    }

    private double millis(int status, String path, ObjectNode body) {
        var begun = System.nanoTime();
        var answer = nobody.post(path, body);
        var took = System.nanoTime() - begun;
        assertEquals(status, answer.status(), answer.response()::body);
        return took / (double) Duration.ofMillis(1).toNanos();
    }

    private ObjectNode signup(String email) {
        return object().put("email", email).put("password", nobody.password()).put("birth_date", "1996-02-29");
    }

    private static String someAddress() {
        return UUID.randomUUID() + "@example.org";
    }

    private static double median(double[] samples) {
        var sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
