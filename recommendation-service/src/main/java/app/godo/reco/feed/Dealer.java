package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Vocabulary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Deals a deck: best first, but never four in a row of one category while there is another, a series at most once in a
 * while, and in every stretch of twenty one that is there to find out whether the person likes something new. Someone who
 * has swiped little gets at least three of five from the categories they chose.
 */
final class Dealer {

    private static final int STRETCH = 20;
    private static final int LONGEST_RUN = 3;

    /** The first cards are for what is known to be liked. */
    private static final int FIRST_EXPLORED = 5;

    private static final int EXPLORED_AMONG = 10;
    private static final int STATED_IN_STRETCH = 12;
    private static final int FEW_SWIPES = 20;

    private final Candidates candidates;
    private final Ranking ranking;
    private final RandomGenerator random;
    private final boolean[] dealt;
    private final Map<Integer, Integer> lastOfSeries = new HashMap<>();
    private final boolean quota;
    private int firstLeft;
    private int runCategory = Vocabulary.NONE;
    private int run;
    private int statedMissing;

    private Dealer(UUID deckId, Candidates candidates, Ranking ranking) {
        this.candidates = candidates;
        this.ranking = ranking;
        this.random = new SplittableRandom(deckId.getLeastSignificantBits());
        this.dealt = new boolean[candidates.size()];
        this.quota =
                !ranking.taste().stated().isEmpty() && ranking.taste().all().evidence() < FEW_SWIPES;
    }

    /** A deck of at most {@code size}; the same id, candidates and ranking make the same deck. */
    static Deck deal(UUID deckId, Candidates candidates, Ranking ranking, int size) {
        return new Dealer(deckId, candidates, ranking).deal(deckId, Math.min(size, candidates.size()));
    }

    private Deck deal(UUID deckId, int size) {
        var deck = Deck.of(deckId, size, ranking.liking().version());
        var exploredAt = 0;
        for (var position = 0; position < size; position++) {
            if (position % STRETCH == 0) {
                exploredAt = position + FIRST_EXPLORED + random.nextInt(STRETCH - FIRST_EXPLORED);
                statedMissing = quota ? STATED_IN_STRETCH : 0;
            }
            var explored = position == exploredAt ? explored(position) : null;
            var choice = explored != null ? explored.candidate() : next(position);
            take(choice, position);
            deck.events()[position] = candidates.events[choice].id();
            deck.scores()[position] = candidates.scores[choice];
            deck.explored()[position] = explored != null;
            deck.propensities()[position] = explored != null ? explored.propensity() : 1;
            deck.among()[position] = (byte) (explored != null ? explored.among() : 1);
        }
        return deck;
    }

    /** The best that keeps every rule; if there is none, the rules give way one after the other, the run of a category last. */
    private int next(int position) {
        var strict = firstThat(position, true, true);
        if (strict >= 0) {
            return strict;
        }
        var repeated = firstThat(position, true, false);
        if (repeated >= 0) {
            return repeated;
        }
        var unstated = firstThat(position, false, false);
        return unstated >= 0 ? unstated : firstLeft;
    }

    private int firstThat(int position, boolean keepQuota, boolean keepSeriesApart) {
        var mustBeStated = keepQuota && statedMissing >= STRETCH - position % STRETCH;
        for (var i = firstLeft; i < dealt.length; i++) {
            var event = candidates.events[i];
            if (!dealt[i]
                    && !continuesRun(event)
                    && !(mustBeStated && !ranking.isStated(event))
                    && !(keepSeriesApart && seenLately(event, position))) {
                return i;
            }
        }
        return -1;
    }

    /** Of the best in categories the person knows nothing of the one that is worth finding out, null when they know them all. */
    private Exploration.Choice explored(int position) {
        var found = new int[EXPLORED_AMONG];
        var count = 0;
        for (var i = firstLeft; i < dealt.length && count < EXPLORED_AMONG; i++) {
            var event = candidates.events[i];
            if (!dealt[i] && ranking.isNew(event) && !continuesRun(event) && !seenLately(event, position)) {
                found[count++] = i;
            }
        }
        return count == 0
                ? null
                : Exploration.of(
                        Arrays.copyOf(found, count),
                        candidates,
                        ranking.liking().model(),
                        random);
    }

    private boolean continuesRun(LiveEvent event) {
        return run >= LONGEST_RUN && event.facets().category() == runCategory;
    }

    private boolean seenLately(LiveEvent event, int position) {
        var last = lastOfSeries.get(event.series());
        return last != null && position - last < STRETCH;
    }

    private void take(int choice, int position) {
        var event = candidates.events[choice];
        var category = event.facets().category();
        run = category == runCategory ? run + 1 : 1;
        runCategory = category;
        lastOfSeries.put(event.series(), position);
        statedMissing -= ranking.isStated(event) ? 1 : 0;
        dealt[choice] = true;
        while (firstLeft < dealt.length && dealt[firstLeft]) {
            firstLeft++;
        }
    }
}
