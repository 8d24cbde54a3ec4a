package app.godo.reco.training;

import app.godo.reco.models.Choices;
import app.godo.reco.models.Ease;
import app.godo.reco.models.ItemGraph;
import app.godo.reco.models.ItemNeighbours;
import app.godo.reco.models.Order;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What having liked one Event says for others: for each the few others that it says most for. Of the models of the deck those that
 * are linear in what somebody liked come down to this. Two Events have to do with each other only if enough people liked both, so
 * that nobody can be told what one other person liked.
 */
final class Affinity {

    /** Below five, it could tell who. */
    static final int FEWEST_PEOPLE = 5;

    /** In a heap of 256 MB: EASE needs the square of it. */
    private static final int MOST_EVENTS = 2000;

    private static final int MOST_NEIGHBOURS = 50;

    /** How it is learned. */
    enum Kind {
        EASE {
            @Override
            Linear of(Choices likes) {
                return Ease.of(likes, MOST_EVENTS, 50)::score;
            }
        },
        GRAPH {
            @Override
            Linear of(Choices likes) {
                return ItemGraph.of(likes, new ItemGraph.Settings(0.5, 0.5, 0, 1))::neighbours;
            }
        },
        NEIGHBOURS {
            @Override
            Linear of(Choices likes) {
                return ItemNeighbours.of(likes, 200, 0.5, 5)::score;
            }
        };

        abstract Linear of(Choices likes);
    }

    /** Scores for every Event of somebody who chose these, a sum over what they chose. */
    private interface Linear {
        void score(int[] events, float[] weights, float[] scores);
    }

    /** By Event, those it says something for; a list without entries where it says nothing. */
    final int[][] near;

    /** How much. */
    final float[][] weight;

    Affinity(int[][] near, float[][] weight) {
        this.near = near;
        this.weight = weight;
    }

    static Affinity of(Kind kind, Choices likes) {
        var popular = IntStream.range(0, likes.items())
                .filter(event -> likes.by(event) >= FEWEST_PEOPLE)
                .boxed()
                .sorted((a, b) -> likes.by(b) - likes.by(a))
                .limit(MOST_EVENTS)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        var near = new int[likes.items()][0];
        var weight = new float[likes.items()][0];
        if (popular.length > 1) {
            var linear = kind.of(likes);
            var scores = new float[likes.items()];
            var both = new int[likes.items()];
            for (var event : popular) {
                linear.score(new int[] {event}, new float[] {1}, scores);
                count(likes, event, both);
                var others = Arrays.stream(popular)
                        .filter(other -> other != event && both[other] >= FEWEST_PEOPLE && scores[other] > 0)
                        .toArray();
                var strengths = new float[others.length];
                for (var n = 0; n < others.length; n++) {
                    strengths[n] = scores[others[n]];
                }
                var best = Order.best(strengths, MOST_NEIGHBOURS);
                near[event] = Arrays.stream(best).map(n -> others[n]).toArray();
                weight[event] = new float[best.length];
                for (var n = 0; n < best.length; n++) {
                    weight[event][n] = strengths[best[n]];
                }
            }
        }
        return new Affinity(near, weight);
    }

    /** How many liked each Event of those who liked this one. */
    private static void count(Choices likes, int event, int[] both) {
        Arrays.fill(both, 0);
        for (var person : likes.column(event)) {
            for (var other : likes.row(person)) {
                both[other]++;
            }
        }
    }

    /** Whether it says anything of anything. */
    boolean isEmpty() {
        return Arrays.stream(near).allMatch(others -> others.length == 0);
    }

    /** For every Event, what somebody's likes say for it together. */
    float[] score(int[] liked) {
        var scores = new float[near.length];
        for (var event : liked) {
            for (var n = 0; n < near[event].length; n++) {
                scores[near[event][n]] += weight[event][n];
            }
        }
        return scores;
    }
}
