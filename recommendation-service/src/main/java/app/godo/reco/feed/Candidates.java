package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.training.Term;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The Events a deck is dealt from: the best ones, and of every category some, so that there is always something else to mix in.
 */
final class Candidates {

    private static final int BEST = 500;
    private static final int OF_EACH_CATEGORY = 40;

    final LiveEvent[] events;
    final float[] scores;

    private Candidates(int size) {
        this.events = new LiveEvent[size];
        this.scores = new float[size];
    }

    /** Best first; among equals the order of {@code all} decides. */
    static Candidates of(List<LiveEvent> all, Predicate<LiveEvent> eligible, Ranking ranking) {
        var ranked = ranked(all, eligible, ranking);
        var ofCategory = new int[ranking.facets()];
        var chosen = 0;
        for (var rank = 0; rank < ranked.length; rank++) {
            var event = all.get(indexOf(ranked[rank]));
            if (++ofCategory[event.facets().category()] <= OF_EACH_CATEGORY || rank < BEST) {
                ranked[chosen++] = ranked[rank];
            }
        }
        if (ranking.asksTheForest()) {
            askTheForest(all, ranked, chosen, ranking);
        }
        var candidates = new Candidates(chosen);
        for (var i = 0; i < chosen; i++) {
            candidates.events[i] = all.get(indexOf(ranked[i]));
            candidates.scores[i] = Ranking.probability(logOddsOf(ranked[i]));
        }
        return candidates;
    }

    int size() {
        return events.length;
    }

    /** Log-odds and index in one number that sorts best first, then in the order of {@code all}. */
    private static long[] ranked(List<LiveEvent> all, Predicate<LiveEvent> eligible, Ranking ranking) {
        var ranked = new long[all.size()];
        var terms = new double[Signal.COUNT];
        var size = 0;
        for (var i = 0; i < all.size(); i++) {
            var event = all.get(i);
            if (eligible.test(event)) {
                ranked[size++] = ranked(ranking.rank(event, terms), i);
            }
        }
        ranked = Arrays.copyOf(ranked, size);
        Arrays.sort(ranked);
        return ranked;
    }

    /** Puts the chosen into the order of what the forest says. */
    private static void askTheForest(List<LiveEvent> all, long[] ranked, int chosen, Ranking ranking) {
        var terms = new double[Signal.COUNT];
        var row = new float[Term.values().length];
        for (var n = 0; n < chosen; n++) {
            var index = indexOf(ranked[n]);
            var sum = ranking.rank(all.get(index), terms);
            ranked[n] = ranked(ranking.askTheForest(terms, sum, row), index);
        }
        Arrays.sort(ranked, 0, chosen);
    }

    private static long ranked(double logOdds, int index) {
        return (long) ~sortable(Float.floatToRawIntBits((float) logOdds)) << Integer.SIZE | index;
    }

    private static int indexOf(long ranked) {
        return (int) ranked;
    }

    private static float logOddsOf(long ranked) {
        return Float.intBitsToFloat(sortable(~(int) (ranked >> Integer.SIZE)));
    }

    /** Turns the bits of floats into numbers that sort like the floats, and back. */
    private static int sortable(int bits) {
        return bits ^ (bits >> Integer.SIZE - 1 & Integer.MAX_VALUE);
    }
}
