package app.godo.reco.training;

import app.godo.reco.models.Blend;
import app.godo.reco.models.Calibration;
import app.godo.reco.models.Order;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Judges rankings by what was swiped from a border on, when all that they know came before it. */
final class JudgeRankings {

    /** Further people would say the same and take their time. */
    private static final int MOST_PEOPLE = 2000;

    private static final int HEAD = 10;
    private static final int FIRST_SCREEN = 20;

    private final History history;
    private final int border;
    private final int[] toCome;

    JudgeRankings(History history, int border) {
        this.history = history;
        this.border = border;
        var now = history.at[border];
        this.toCome = IntStream.range(0, history.events.length)
                .filter(event -> history.facets[event] != null && history.starts[event] > now)
                .toArray();
    }

    /** The score of each Event for a person who swiped this before. */
    interface Ranker {
        IntToDoubleFunction of(int person, int[] before);
    }

    /** What they are fond of by their own swipes. */
    Ranker vector() {
        return (person, before) -> {
            var fondness = history.fondness(before);
            return event -> history.facets[event] == null ? 0 : fondness.of(history.facets[event]);
        };
    }

    /** The most liked first. */
    Ranker popularity() {
        var scores = Arrays.stream(history.popularity(border)).asDoubleStream().toArray();
        return (person, before) -> event -> scores[event];
    }

    /** The newest first. An id of ours begins with when it was made. */
    Ranker recency() {
        var scores = new double[history.events.length];
        var order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparing((Integer event) -> history.events[event], UUID::compareTo))
                .toList();
        for (var n = 0; n < scores.length; n++) {
            scores[order.get(n)] = n;
        }
        return (person, before) -> event -> scores[event];
    }

    /** @param odds makes probabilities of the scores, null where they cannot be */
    Figures of(Ranker ranker, DoubleUnaryOperator odds) {
        var said = new double[history.size() - border];
        var yes = new float[said.length];
        var shown = new BitSet();
        var people = 0;
        var ndcg = 0.0;
        var hits = 0;
        for (var person = 0; person < history.people(); person++) {
            var later = history.between(person, border, history.size());
            if (later.length == 0) {
                continue;
            }
            var before = history.before(person, border);
            var scores = ranker.of(person, before);
            for (var swipe : later) {
                said[swipe - border] = scores.applyAsDouble(history.event[swipe]);
                yes[swipe - border] = history.liked(swipe) ? 1 : 0;
            }
            if (people < MOST_PEOPLE) {
                var deck = deck(before, later, scores);
                if (deck.relevant > 0) {
                    people++;
                    ndcg += deck.ndcg();
                    hits += deck.hit() ? 1 : 0;
                    deck.first().forEach(shown::set);
                }
            }
        }
        var probabilities = odds == null ? null : Arrays.stream(said).map(odds).toArray();
        return new Figures(
                Calibration.auc(said, yes),
                probabilities == null ? null : Calibration.logLoss(probabilities, yes),
                probabilities == null ? null : Calibration.error(probabilities, yes),
                ndcg / Math.max(1, people),
                (double) hits / Math.max(1, people),
                (double) shown.cardinality() / Math.max(1, toCome.length));
    }

    /** All that was to come and somebody had not swiped. */
    private record Ranked(int[] events, double[] scores, float[] relevance, int relevant) {

        double ndcg() {
            return Blend.ndcg(scores, 0, scores.length, relevance, relevant, new int[] {HEAD});
        }

        List<Integer> first() {
            return Arrays.stream(Order.best(scores, FIRST_SCREEN))
                    .mapToObj(n -> events[n])
                    .toList();
        }

        boolean hit() {
            return Arrays.stream(Order.best(scores, FIRST_SCREEN)).anyMatch(n -> relevance[n] > 0);
        }
    }

    private Ranked deck(int[] before, int[] later, IntToDoubleFunction scores) {
        var swiped = Arrays.stream(before)
                .map(swipe -> history.event[swipe])
                .sorted()
                .toArray();
        var sought = Arrays.stream(history.liked(later)).sorted().toArray();
        var events = Arrays.stream(toCome)
                .filter(event -> Arrays.binarySearch(swiped, event) < 0)
                .toArray();
        var relevance = new float[events.length];
        var relevant = 0;
        for (var n = 0; n < events.length; n++) {
            if (Arrays.binarySearch(sought, events[n]) >= 0) {
                relevance[n] = 1;
                relevant++;
            }
        }
        return new Ranked(events, Arrays.stream(events).mapToDouble(scores).toArray(), relevance, relevant);
    }
}
