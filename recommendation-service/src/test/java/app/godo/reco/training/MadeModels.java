package app.godo.reco.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Models that nobody trained. */
public final class MadeModels {

    /** One that says of one Event, to whoever liked another, how many log-odds more it is. */
    public static DeckModel saying(long version, UUID liked, UUID other, float more) {
        return new DeckModel(
                version,
                new UUID[] {liked, other},
                new Affinity(new int[][] {{1}, {}}, new float[][] {{more}, {}}),
                DeckModel.Tried.nothing(2),
                1,
                Mix.byHand());
    }

    /** One in which each Event says something for as many that follow it. */
    public static DeckModel ofMany(List<UUID> events, int neighbours) {
        var near = new int[events.size()][];
        var weight = new float[events.size()][];
        for (var n = 0; n < near.length; n++) {
            var event = n;
            near[n] = IntStream.range(1, neighbours + 1)
                    .map(next -> (event + next) % events.size())
                    .toArray();
            weight[n] = new float[neighbours];
            Arrays.fill(weight[n], 0.1f);
        }
        return new DeckModel(
                1,
                events.toArray(UUID[]::new),
                new Affinity(near, weight),
                DeckModel.Tried.nothing(events.size()),
                1,
                Mix.byHand());
    }

    /** One that only knows how one Event was swiped. */
    public static DeckModel tried(UUID event, int likes, int passes) {
        return new DeckModel(
                1,
                new UUID[] {event},
                new Affinity(new int[][] {{}}, new float[][] {{}}),
                new DeckModel.Tried(new int[] {likes}, new int[] {passes}),
                1,
                Mix.byHand());
    }

    /** One that knows no Event, and puts terms together as it learns from rows of which those with more of a term are liked. */
    public static DeckModel mixing(boolean forest, Term term, boolean more) {
        var random = new Random(1);
        var rows = new float[Term.COUNT * 3_000];
        var yes = new float[3_000];
        for (var row = 0; row < yes.length; row++) {
            for (var n = 0; n < Term.COUNT; n++) {
                rows[row * Term.COUNT + n] = 4 * random.nextFloat() - 2;
            }
            var value = rows[row * Term.COUNT + term.ordinal()];
            yes[row] = random.nextDouble() < 1 / (1 + Math.exp(more ? -3 * value : 3 * value)) ? 1 : 0;
        }
        return Liking.NONE.model().with(Mix.of(forest ? Mix.Kind.FOREST : Mix.Kind.LINEAR, rows, yes, 2_000));
    }

    private MadeModels() {}
}
