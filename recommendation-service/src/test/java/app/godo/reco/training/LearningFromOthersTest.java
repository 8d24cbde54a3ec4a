package app.godo.reco.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.catalogue.Traits;
import app.godo.reco.catalogue.Views;
import app.godo.reco.models.Choices;
import app.godo.wire.facts.Direction;
import app.godo.wire.time.Ids;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sixty people and sixty Events that have nothing to tell them apart but who likes them. */
class LearningFromOthersTest {

    private static final Instant NOW = Instant.now();
    private static final List<UUID> PEOPLE =
            Stream.generate(Ids::next).limit(60).toList();
    private static final UUID[] EVENTS = Stream.generate(Ids::next).limit(60).toArray(UUID[]::new);
    private static final BiPredicate<Integer, Integer> LIKES_ITS_KIND = (person, event) -> person % 2 == event % 2;

    private final Random random = new Random(3);

    @Test
    @DisplayName(
            "R-REC-11: what people liked who are alike beats popularity, recency and the vector, and is calibrated")
    void what_others_liked_is_learned() {
        var history = history(LIKES_ITS_KIND);

        var trained = TrainDeckModel.handle(history, history.size() * 4 / 5, null);

        var report = trained.report();
        assertNull(report.objection(0.7), report::toString);
        assertTrue(report.model().ndcg() > 1.5 * report.popularity().ndcg(), report::toString);
        assertTrue(report.model().auc() > 0.95, report::toString);
        assertTrue(report.model().logLoss() < 0.4, report::toString);
        assertTrue(report.model().calibrationError() < 0.25, report::toString);
        var liking = trained.model().of(List.of(EVENTS[0], EVENTS[2], EVENTS[4]));
        assertTrue(liking.of(EVENTS[6]) > liking.of(EVENTS[7]));
        assertEquals(0, trained.model().of(List.of(Ids.next())).of(EVENTS[6]));
    }

    @Test
    @DisplayName("R-REC-11: a model of swipes that say nothing does not serve")
    void nothing_is_learned_from_noise() {
        var history = history((person, event) -> random.nextBoolean());

        var report =
                TrainDeckModel.handle(history, history.size() * 4 / 5, null).report();

        assertNotNull(report.objection(0.7), report::toString);
    }

    @Test
    void a_model_that_is_no_better_than_what_serves_does_not_serve() {
        var history = history(LIKES_ITS_KIND);
        var border = history.size() * 4 / 5;
        var serving = TrainDeckModel.handle(history, border, null).model();

        var report = TrainDeckModel.handle(history, border, serving).report();

        assertTrue(report.objection(0.7).contains("what serves"), report::toString);
    }

    @Test
    @DisplayName(
            "R-REC-4, R-REC-11: what puts the five signals together best serves; the report says what each way and each signal is worth")
    void the_report_says_what_each_signal_is_worth() {
        var history = history(LIKES_ITS_KIND);

        var report =
                TrainDeckModel.handle(history, history.size() * 4 / 5, null).report();

        assertEquals(Set.of("hand", "linear", "forest"), report.rankers().keySet());
        var least = report.rankers().values().stream()
                .mapToDouble(Figures::logLoss)
                .min()
                .orElseThrow();
        assertEquals(least, report.model().logLoss());
        assertEquals(report.rankers().get(report.ranker()), report.model());
        assertEquals(
                Set.of("collaborative", "content", "social", "location", "time"),
                report.without().keySet());
        // only who is alike tells these Events apart
        assertTrue(report.without().get("collaborative").auc() < 0.6, report::toString);
        assertTrue(report.without().get("content").auc() > 0.95, report::toString);
        assertEquals(Set.of("right", "up", "down", "left"), report.directions().keySet());
        assertEquals(1 - report.likedShare(), report.directions().get("left").share(), 1e-9);
        assertTrue(report.directions().get("right").logLoss() < 0.4, report::toString);
        assertTrue(report.directions().get("right").calibrationError() < 0.25, report::toString);
    }

    @Test
    @DisplayName("R-REC-4: that friends liked something is learned from")
    void friends_are_learned_from() {
        var swipes = swipes((person, event) -> person / 2 % 2 == event % 2);
        var strangers = new History(swipes, traits());
        for (var n = 0; n < PEOPLE.size(); n += 2) {
            swipes.friends(PEOPLE.get(n), PEOPLE.get(n + 1));
        }
        var friends = new History(swipes, traits());

        var border = swipes.size() * 4 / 5;
        var row = new float[Term.COUNT];
        var most = 0.0;
        for (var event = 0; event < 60; event++) {
            new TermRows(strangers, border, Liking.NONE.model(), null)
                    .fill(new TermRows(strangers, border, Liking.NONE.model(), null).someone(0), event, 0, row, 0);
            assertEquals(0, row[Term.FRIENDS.ordinal()]);
            var rows = new TermRows(friends, border, Liking.NONE.model(), null);
            rows.fill(rows.someone(0), event, 0, row, 0);
            most = Math.max(most, row[Term.FRIENDS.ordinal()]);
        }
        assertEquals(Term.friends(1), most, 1e-6);
        var alone = new TermRows(friends, border, Liking.NONE.model(), Term.Part.SOCIAL);
        alone.fill(alone.someone(0), 0, 0, row, 0);
        assertEquals(0, row[Term.FRIENDS.ordinal()]);
    }

    @Test
    void a_model_is_the_same_after_it_was_kept() {
        var history = history(LIKES_ITS_KIND);
        var model = TrainDeckModel.handle(history, history.size() * 4 / 5, null).model();

        var kept = model.bytes();
        var read = DeckModel.of(7, kept);

        assertTrue(DeckModel.isReadable(kept));
        kept[3]++;
        assertFalse(DeckModel.isReadable(kept));

        assertEquals(7, read.version());
        assertEquals(
                1800,
                Arrays.stream(EVENTS)
                        .mapToInt(event -> read.likes(event) + read.passes(event))
                        .sum());
        var liked = List.of(EVENTS[1], EVENTS[8], EVENTS[13]);
        for (var event : EVENTS) {
            assertEquals(model.of(liked).of(event), read.of(liked).of(event));
            assertEquals(model.likes(event), read.likes(event));
            assertEquals(model.passes(event), read.passes(event));
            assertEquals(
                    model.of(liked).because(event, id -> true), read.of(liked).because(event, id -> true));
        }
    }

    @Test
    void the_same_swipes_make_the_same_model() {
        var swipes = swipes(LIKES_ITS_KIND);

        var one = TrainDeckModel.handle(new History(swipes, traits()), swipes.size() * 4 / 5, null);
        var other = TrainDeckModel.handle(new History(swipes, traits()), swipes.size() * 4 / 5, null);

        assertTrue(Arrays.equals(one.model().bytes(), other.model().bytes()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what fewer than five people liked together says nothing to anybody")
    void few_people_are_not_given_away(Affinity.Kind kind) {
        // Events 0 and 1 were liked together by five, 0 and 2 by four; everyone liked 3
        var likes = Choices.of(
                9,
                4,
                new int[] {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3},
                new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2});

        var affinity = Affinity.of(kind, likes);

        var near = Arrays.stream(affinity.near[0]).boxed().toList();
        assertFalse(near.contains(2), near::toString);
        assertEquals(0, affinity.near[2].length);
        assertTrue(Arrays.stream(affinity.near[0]).anyMatch(other -> other == 1), near::toString);
        assertFalse(affinity.isEmpty());
    }

    private History history(BiPredicate<Integer, Integer> likes) {
        return new History(swipes(likes), traits());
    }

    /** Everyone swipes half of the Events, a swipe a minute until now. */
    private SwipeRecord swipes(BiPredicate<Integer, Integer> likes) {
        var record = new SwipeRecord();
        var pairs = IntStream.range(0, 3600).boxed().collect(Collectors.toList());
        Collections.shuffle(pairs, random);
        for (var n = 0; n < 1800; n++) {
            var person = pairs.get(n) / 60;
            var event = pairs.get(n) % 60;
            record.add(
                    PEOPLE.get(person),
                    EVENTS[event],
                    likes.test(person, event) ? Direction.RIGHT : Direction.LEFT,
                    NOW.minus(Duration.ofMinutes(1800 - n)));
        }
        return record;
    }

    private static Map<UUID, Traits> traits() {
        var traits = new HashMap<UUID, Traits>();
        for (var event : EVENTS) {
            traits.put(event, Traits.of(Views.event(NOW.plus(Duration.ofDays(3)), Map.of("id", event))));
        }
        return traits;
    }
}
