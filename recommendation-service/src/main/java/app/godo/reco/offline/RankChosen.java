package app.godo.reco.offline;

import app.godo.reco.models.Blend;
import app.godo.reco.models.Choices;
import app.godo.reco.models.Order;
import app.godo.reco.models.Past;
import app.godo.reco.models.Signals;
import app.godo.reco.models.Trees;
import app.godo.reco.models.Workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ranks items that others have chosen before. Of some people a part of what they chose is hidden, as much as those lack who are
 * asked for; a blend of signals is learned from finding it again, and trees on top serve if they find more. Then all is fitted
 * anew on everything.
 */
final class RankChosen {

    private static final Trees.Settings TREES = new Trees.Settings(80, 16, 0.05, 1, 1, 0.7, 0.4, 1);
    /** A larger catalogue is cut by the graph to this many items before anything else looks at them. */
    private static final int CLOSER = 600;

    private static final int SMALL_CATALOGUE = 12_000;
    private static final int LIST = 120;
    private static final int TOP_OF_EACH = 60;

    private final World world;
    private final int[] queries;
    private final int[] heads;
    /** Candidates of each query, null when all items are. */
    private final int[][] given;

    RankChosen(World world, int[] queries, List<Integer> ks, int[][] given) {
        this.world = world;
        this.queries = queries;
        this.heads =
                ks.stream().mapToInt(k -> Math.min(k, 20)).distinct().sorted().toArray();
        this.given = given;
    }

    /** People of whom a part was hidden, and which rows of the training file that is. */
    private record Hidden(int[] users, int[][] items, boolean[] rows) {}

    /** What is learned of how to order; {@code trees} is null when they would not help. */
    private record Ranker(Blend few, Blend many, int border, Trees trees) {

        Blend of(int own) {
            return own < border ? few : many;
        }
    }

    int[][] lists() {
        var hidden = hide();
        var known = choices(hidden.rows);
        var ranker = learn(hidden, known, new Signals(known, world.items, pasts(hidden.rows), world.friends));
        var nothing = new boolean[world.user.length];
        var all = choices(nothing);
        var signals = new Signals(all, world.items, pasts(nothing), world.friends);
        var lists = new int[queries.length][];
        Workers.each(queries.length, n -> {
            var must = given == null ? new int[0] : given[n];
            lists[n] = list(ranker, signals, queries[n], all.row(queries[n]), must);
        });
        return lists;
    }

    private int[] list(Ranker ranker, Signals signals, int user, int[] own, int[] must) {
        var candidates = candidates(signals, user, own, must);
        var width = signals.size();
        var rows = new float[candidates.length * width];
        signals.fill(user, own, candidates, rows);
        var blend = ranker.of(own.length);
        var scores = new double[candidates.length];
        Arrays.setAll(scores, c -> blend.score(rows, c * width));
        var isMust = new boolean[candidates.length];
        for (var item : must) {
            isMust[Arrays.binarySearch(candidates, item)] = true;
        }
        if (ranker.trees != null) {
            var closer = new boolean[candidates.length];
            for (var c : Order.best(scores, 2 * LIST)) {
                closer[c] = true;
            }
            for (var c = 0; c < scores.length; c++) {
                scores[c] += closer[c] || isMust[c] ? ranker.trees.score(rows, c * width) : -1e3;
            }
        }
        var order = Order.best(scores, must.length == 0 ? LIST : scores.length);
        var places = IntStream.range(0, order.length).filter(place -> place < LIST || isMust[order[place]]);
        return places.map(place -> candidates[order[place]]).toArray();
    }

    private Ranker learn(Hidden hidden, Choices known, Signals signals) {
        var parts = new Part[hidden.users.length];
        Workers.each(parts.length, n -> parts[n] = part(hidden, known, signals, n));
        // the last quarter judges whether trees help; they are learned by all then
        var border = parts.length * 3 / 4;
        var learned = List.of(parts).subList(0, border);
        var judging = join(List.of(parts).subList(border, parts.length), signals.size());
        var first = Blend.of(join(learned, signals.size()));
        var trees = trees(join(learned, signals.size()), first);
        var plain = Blend.mean(judging, scores(judging, first, null));
        var helped = Blend.mean(judging, scores(judging, first, trees));
        var all = join(List.of(parts), signals.size());
        var many = Blend.of(all);
        tell(signals, many, plain, helped);
        var few = fewer(parts, many, signals.size());
        return new Ranker(few, many, few == many ? 0 : FEW, helped > plain + 0.002 ? trees(all, many) : null);
    }

    private static final int FEW = 8;
    private static final int ENOUGH_LISTS = 150;

    /** Those who have chosen little weigh signals otherwise, when there are enough of them to learn it from. */
    private Blend fewer(Part[] parts, Blend many, int width) {
        var few = Arrays.stream(parts).filter(part -> part.own < FEW).toList();
        return few.size() < ENOUGH_LISTS || few.size() > parts.length - ENOUGH_LISTS
                ? many
                : Blend.of(join(few, width));
    }

    private void tell(Signals signals, Blend blend, double plain, double helped) {
        var weights = IntStream.range(0, signals.size())
                .filter(s -> blend.weight(s) != 0)
                .mapToObj(s -> "%s %.2f".formatted(signals.names().get(s), blend.weight(s)))
                .toList();
        System.err.printf(
                "inner NDCG %.4f of the blend, %.4f with trees; %s%n", plain, helped, String.join(", ", weights));
    }

    private Trees trees(Blend.Lists lists, Blend blend) {
        return Trees.heads(lists, scores(lists, blend, null), TREES);
    }

    private static double[] scores(Blend.Lists lists, Blend blend, Trees trees) {
        var scores = new double[lists.relevance().length];
        Arrays.setAll(
                scores,
                row -> blend.score(lists.rows(), row * lists.signals())
                        + (trees == null ? 0 : trees.score(lists.rows(), row * lists.signals())));
        return scores;
    }

    /** One person's rows. */
    private record Part(float[] rows, float[] relevance, int relevant, int own) {}

    /** The best of each signal; with given candidates, as many at random as are given. */
    private Part part(Hidden hidden, Choices known, Signals signals, int n) {
        var user = hidden.users[n];
        var own = known.row(user);
        var sought = hidden.items[n];
        var candidates = candidates(signals, user, own, given == null ? new int[0] : sought);
        var width = signals.size();
        var rows = new float[candidates.length * width];
        signals.fill(user, own, candidates, rows);
        var picked = new boolean[candidates.length];
        if (given == null) {
            var column = new float[candidates.length];
            for (var s = 0; s < width; s++) {
                for (var c = 0; c < candidates.length; c++) {
                    column[c] = rows[c * width + s];
                }
                for (var c : Order.best(column, TOP_OF_EACH)) {
                    picked[c] = true;
                }
            }
        } else {
            var random = new Random(user);
            for (var item : sought) {
                picked[Arrays.binarySearch(candidates, item)] = true;
            }
            for (var drawn = 0; drawn < given[0].length - sought.length; drawn++) {
                picked[random.nextInt(picked.length)] = true;
            }
        }
        var chosen = IntStream.range(0, picked.length).filter(c -> picked[c]).toArray();
        var kept = new float[chosen.length * width];
        var relevance = new float[chosen.length];
        for (var c = 0; c < chosen.length; c++) {
            System.arraycopy(rows, chosen[c] * width, kept, c * width, width);
            relevance[c] = Arrays.binarySearch(sought, candidates[chosen[c]]) >= 0 ? 1 : 0;
        }
        return new Part(kept, relevance, sought.length, own.length);
    }

    private Blend.Lists join(List<Part> parts, int width) {
        var start = new int[parts.size() + 1];
        for (var n = 0; n < parts.size(); n++) {
            start[n + 1] = start[n] + parts.get(n).relevance.length;
        }
        var rows = new float[start[parts.size()] * width];
        var relevance = new float[start[parts.size()]];
        for (var n = 0; n < parts.size(); n++) {
            System.arraycopy(parts.get(n).rows, 0, rows, start[n] * width, parts.get(n).rows.length);
            System.arraycopy(parts.get(n).relevance, 0, relevance, start[n], parts.get(n).relevance.length);
        }
        return new Blend.Lists(
                rows,
                width,
                start,
                relevance,
                parts.stream().mapToInt(Part::relevant).toArray(),
                heads);
    }

    /** What is not yet chosen, in order of number, and what must be among it. */
    private int[] candidates(Signals signals, int user, int[] own, int[] must) {
        var is = new boolean[world.things.size()];
        if (is.length <= SMALL_CATALOGUE) {
            Arrays.fill(is, true);
        } else {
            var rough = signals.rough(own);
            for (var item : own) {
                rough[item] = Float.NEGATIVE_INFINITY;
            }
            for (var item : Order.best(rough, CLOSER)) {
                is[item] = true;
            }
        }
        for (var item : own) {
            is[item] = false;
        }
        for (var item : must) {
            is[item] = true;
        }
        return IntStream.range(0, is.length).filter(item -> is[item]).toArray();
    }

    private Choices choices(boolean[] without) {
        var rows = IntStream.range(0, world.user.length)
                .filter(n -> world.yes[n] && !without[n])
                .toArray();
        return Choices.of(
                world.people.size(),
                world.things.size(),
                Arrays.stream(rows).map(n -> world.user[n]).toArray(),
                Arrays.stream(rows).map(n -> world.item[n]).toArray());
    }

    private List<Past> pasts(boolean[] without) {
        return world.pasts(n -> world.yes[n] && !without[n]);
    }

    private Hidden hide() {
        var rows = new boolean[world.user.length];
        var all = choices(rows);
        var random = new Random(11);
        var asked = Arrays.stream(queries).map(all::of).sorted().toArray();
        var isAsked = new boolean[all.users()];
        for (var query : queries) {
            isAsked[query] = true;
        }
        var others = IntStream.range(0, all.users())
                .filter(user -> !isAsked[user] && all.of(user) > 0)
                .map(all::of)
                .sorted()
                .toArray();
        // newcomers stand out from those who are not asked for: like them, somebody keeps as little as one of them has
        var newcomers = others.length > asked.length && asked[asked.length / 2] * 2 < others[others.length / 2];
        var pool = new ArrayList<>(IntStream.range(0, all.users())
                .filter(user -> newcomers != isAsked[user] && all.of(user) >= 5)
                .boxed()
                .toList());
        Collections.shuffle(pool, random);
        var users = pool.stream()
                .limit(newcomers ? Math.min(1200, pool.size() / 3) : 1200)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        var of = rowsOf(users);
        var hidden = new int[users.length][];
        for (var n = 0; n < users.length; n++) {
            var own = of.get(n);
            var items = new ArrayList<>(
                    new LinkedHashSet<>(own.stream().map(row -> world.item[row]).toList()));
            if (world.time.length == 0) {
                Collections.shuffle(items, random);
            }
            var keep = newcomers
                    ? Math.min(items.size() - 1, asked[random.nextInt(asked.length)])
                    : given != null ? items.size() - 1 : (int) Math.round(items.size() * 0.8);
            hidden[n] = items.subList(keep, items.size()).stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            for (var row : own) {
                rows[row] = Arrays.binarySearch(hidden[n], world.item[row]) >= 0;
            }
        }
        return new Hidden(users, hidden, rows);
    }

    /** The training rows of each of these people, oldest first. */
    private List<List<Integer>> rowsOf(int[] users) {
        List<List<Integer>> of = new ArrayList<>();
        for (var n = 0; n < users.length; n++) {
            of.add(new ArrayList<>());
        }
        for (var row = 0; row < world.user.length; row++) {
            var n = Arrays.binarySearch(users, world.user[row]);
            if (n >= 0 && world.yes[row]) {
                of.get(n).add(row);
            }
        }
        if (world.time.length > 0) {
            of.forEach(own -> own.sort((a, b) -> Long.compare(world.time[a], world.time[b])));
        }
        return of;
    }
}
