package app.godo.reco.offline;

import app.godo.reco.models.Blend;
import app.godo.reco.models.ContentFeatures;
import app.godo.reco.models.Logistic;
import app.godo.reco.models.Order;
import app.godo.reco.models.Past;
import app.godo.reco.models.Setting;
import app.godo.reco.models.Trees;
import app.godo.reco.models.Workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Ranks items that nobody has chosen yet, by what is known of them. Items that were chosen are hidden as if they were new, those
 * that came last where items have a start, some at random where they have none, and rankers learn from who chose them after all:
 * an additive one looks at all candidates, trees and a forest at its best.
 */
final class RankUnchosen {

    private static final int LIST = 120;
    private static final int CLOSER = 300;
    private static final int HARD = 110;
    private static final int SOME = 40;
    private static final int MOST_CHOSEN = 40;
    private static final int PARTS = 5;
    private static final double RIDGE = 5;
    private static final Trees.Settings TREES = new Trees.Settings(200, 12, 0.05, 2, 5, 0.7, 0.3, 1);
    private static final Trees.Settings FOREST = new Trees.Settings(100, 256, 1, 5, 1, 0.7, 0.25, 2);

    private final World world;
    private final int[] heads;

    RankUnchosen(World world, List<Integer> ks) {
        this.world = world;
        this.heads =
                ks.stream().mapToInt(k -> Math.min(k, 20)).distinct().sorted().toArray();
    }

    /** Some items are hidden: what was known without them, and who chose which of them. */
    private record Fold(Setting setting, int[][] chosen) {}

    /** Rows of a person's list; each stands for so many of the whole list. */
    private record Part(int user, float[] rows, float[] relevance, float[] stands, int relevant) {}

    private record Lists(Blend.Lists lists, float[] stands) {

        private Logistic additive() {
            return Logistic.ranking(lists.rows(), lists.signals(), lists.start(), lists.relevance(), stands, RIDGE);
        }

        private Trees trees() {
            return Trees.ranking(lists.rows(), lists.signals(), lists.start(), lists.relevance(), stands, TREES);
        }

        private Trees forest() {
            return Trees.forest(lists.rows(), lists.signals(), lists.relevance(), FOREST);
        }
    }

    private record Rankers(Logistic additive, Trees trees, Trees forest) {

        private static Rankers of(Lists lists) {
            return new Rankers(lists.additive(), lists.trees(), lists.forest());
        }

        /** The three scores, all like a logarithm of odds. */
        private void score(float[] rows, int from, float[] scores, int at) {
            scores[at] = (float) additive.score(rows, from);
            scores[at + 1] = (float) trees.score(rows, from);
            scores[at + 2] = (float) Math.log(forest.score(rows, from) + 0.002);
        }
    }

    int[][] lists(int[] users, int[] candidates) {
        List<Fold> folds = folds();
        if (folds.stream().allMatch(fold -> people(fold).length == 0)) {
            throw new IllegalArgumentException("nobody chose anything to learn from");
        }
        List<ContentFeatures> features =
                folds.stream().map(fold -> new ContentFeatures(fold.setting())).toList();
        List<Part> drawn = new ArrayList<>();
        for (var n = 0; n < folds.size(); n++) {
            drawn.addAll(parts(folds.get(n), features.get(n), 100, 0, null));
        }
        var quick = join(drawn, features.getFirst().size()).additive();
        List<Part> hard = new ArrayList<>();
        for (var n = 0; n < folds.size(); n++) {
            hard.addAll(parts(folds.get(n), features.get(n), SOME, HARD, quick));
        }
        var width = features.getFirst().size();
        var weights = weights(hard, width);
        var rankers = Rankers.of(join(hard, width));
        var now = Arrays.stream(world.time).max().orElse(0);
        var last = new ContentFeatures(setting(world.pasts(_ -> true), candidates, now));
        var lists = new int[users.length][];
        Workers.each(users.length, n -> lists[n] = list(last, users[n], candidates, quick, rankers, weights));
        return lists;
    }

    private int[] list(
            ContentFeatures features, int user, int[] candidates, Logistic quick, Rankers rankers, Blend weights) {
        var width = features.size();
        var rows = new float[candidates.length * width];
        features.fill(user, candidates, rows);
        var scores = new double[candidates.length];
        Arrays.setAll(scores, c -> quick.score(rows, c * width) - 1e4);
        var three = new float[3];
        for (var c : Order.best(scores, CLOSER)) {
            rankers.score(rows, c * width, three, 0);
            scores[c] = weights.score(three, 0);
        }
        return Arrays.stream(Order.best(scores, LIST)).map(c -> candidates[c]).toArray();
    }

    /** How much each ranker counts: they learn from three of four people, the others weigh them. */
    private Blend weights(List<Part> parts, int width) {
        var taught = parts.stream().filter(part -> part.user % 4 != 3).toList();
        var kept = parts.stream().filter(part -> part.user % 4 == 3).toList();
        var rankers = Rankers.of(join(taught, width));
        var judged = join(kept, width).lists();
        var scores = new float[judged.relevance().length * 3];
        Workers.each(judged.relevance().length, row -> rankers.score(judged.rows(), row * width, scores, row * 3));
        var blend = Blend.of(
                new Blend.Lists(scores, 3, judged.start(), judged.relevance(), judged.relevant(), judged.heads()));
        System.err.printf(
                "%d lists, %d features; inner NDCG %.4f of additive %.2f, trees %.2f, forest %.2f%n",
                parts.size(), width, blend.ndcg(), blend.weight(0), blend.weight(1), blend.weight(2));
        return blend;
    }

    private Setting setting(List<Past> pasts, int[] candidates, long now) {
        return new Setting(world.items, pasts, world.joined, world.joinedAttribute, world.homes, candidates, now);
    }

    private List<Fold> folds() {
        return world.items.timed() && world.time.length > 0 ? latest() : some();
    }

    /** Four windows, each of a quarter of the items by when they were first chosen, the last up to the end. */
    private List<Fold> latest() {
        var first = new long[world.things.size()];
        Arrays.fill(first, Long.MAX_VALUE);
        for (var n = 0; n < world.item.length; n++) {
            first[world.item[n]] = Math.min(first[world.item[n]], world.time[n]);
        }
        var sorted = Arrays.stream(first)
                .filter(time -> time < Long.MAX_VALUE)
                .sorted()
                .toArray();
        List<Fold> folds = new ArrayList<>();
        for (var back = 0.0; back < 0.4; back += 0.1) {
            var from = sorted[(int) (sorted.length * (0.75 - back))];
            var to = back == 0 ? Long.MAX_VALUE : sorted[(int) (sorted.length * (1 - back))];
            folds.add(fold(row -> world.time[row] < from, item -> first[item] >= from && first[item] < to, from));
        }
        return folds;
    }

    private List<Fold> some() {
        var random = new Random(7);
        var part = new int[world.things.size()];
        Arrays.setAll(part, _ -> random.nextInt(PARTS));
        var chosen = new boolean[part.length];
        for (var item : world.item) {
            chosen[item] = true;
        }
        var now = Arrays.stream(world.time).max().orElse(0);
        return IntStream.range(0, PARTS)
                .mapToObj(n -> fold(row -> part[world.item[row]] != n, item -> chosen[item] && part[item] == n, now))
                .toList();
    }

    private Fold fold(IntPredicate known, IntPredicate hidden, long now) {
        var items = IntStream.range(0, world.things.size()).filter(hidden).toArray();
        var chosen = new int[world.people.size()][];
        Arrays.fill(chosen, new int[0]);
        for (var row = 0; row < world.item.length; row++) {
            var user = world.user[row];
            if (world.yes[row] && hidden.test(world.item[row])) {
                chosen[user] = Arrays.copyOf(chosen[user], chosen[user].length + 1);
                chosen[user][chosen[user].length - 1] = world.item[row];
            }
        }
        Arrays.setAll(
                chosen, user -> Arrays.stream(chosen[user]).sorted().distinct().toArray());
        return new Fold(setting(world.pasts(known), items, now), chosen);
    }

    /** Who had chosen before, and chose something that is hidden. */
    private static int[] people(Fold fold) {
        return IntStream.range(0, fold.chosen.length)
                .filter(user -> fold.chosen[user].length > 0
                        && hasChosen(fold.setting.pasts().get(user)))
                .toArray();
    }

    private static boolean hasChosen(Past past) {
        for (var yes : past.yes()) {
            if (yes) {
                return true;
            }
        }
        return false;
    }

    private List<Part> parts(Fold fold, ContentFeatures features, int some, int hard, Logistic quick) {
        var users = people(fold);
        var parts = new Part[users.length];
        Workers.each(users.length, n -> parts[n] = part(fold, features, users[n], some, hard, quick));
        return List.of(parts);
    }

    /** What the person chose, the hardest of the rest by the quick ranker, and some at random that stand for all others. */
    private static Part part(Fold fold, ContentFeatures features, int user, int some, int hard, Logistic quick) {
        var random = new Random(user);
        var candidates = fold.setting.candidates();
        var chosen = fold.chosen[user];
        var width = features.size();
        List<Integer> picked = new ArrayList<>();
        var taken = new boolean[candidates.length];
        for (var item : chosen) {
            var c = Arrays.binarySearch(candidates, item);
            taken[c] = true;
            picked.add(c);
        }
        Collections.shuffle(picked, random);
        picked = new ArrayList<>(picked.subList(0, Math.min(MOST_CHOSEN, picked.size())));
        var positives = picked.size();
        if (hard > 0) {
            var all = new float[candidates.length * width];
            features.fill(user, candidates, all);
            var scores = new double[candidates.length];
            Arrays.setAll(scores, c -> quick.score(all, c * width));
            for (var c : Order.best(scores, hard + chosen.length)) {
                if (!taken[c] && picked.size() < positives + hard) {
                    taken[c] = true;
                    picked.add(c);
                }
            }
        }
        var certain = picked.size();
        for (var tries = 0; tries < 4 * some && picked.size() < certain + some; tries++) {
            var c = random.nextInt(candidates.length);
            if (!taken[c]) {
                taken[c] = true;
                picked.add(c);
            }
        }
        var rows = new float[picked.size() * width];
        features.fill(user, picked.stream().mapToInt(c -> candidates[c]).toArray(), rows);
        var relevance = new float[picked.size()];
        Arrays.fill(relevance, 0, positives, 1);
        var stands = new float[picked.size()];
        Arrays.fill(stands, 1);
        if (picked.size() > certain) {
            Arrays.fill(
                    stands, certain, stands.length, (candidates.length - certain) / (float) (stands.length - certain));
        }
        return new Part(user, rows, relevance, stands, chosen.length);
    }

    private Lists join(List<Part> parts, int width) {
        var start = new int[parts.size() + 1];
        for (var n = 0; n < parts.size(); n++) {
            start[n + 1] = start[n] + parts.get(n).relevance.length;
        }
        var size = start[parts.size()];
        var rows = new float[size * width];
        var relevance = new float[size];
        var stands = new float[size];
        for (var n = 0; n < parts.size(); n++) {
            var part = parts.get(n);
            System.arraycopy(part.rows, 0, rows, start[n] * width, part.rows.length);
            System.arraycopy(part.relevance, 0, relevance, start[n], part.relevance.length);
            System.arraycopy(part.stands, 0, stands, start[n], part.stands.length);
        }
        var relevant = parts.stream().mapToInt(Part::relevant).toArray();
        return new Lists(new Blend.Lists(rows, width, start, relevance, relevant, heads), stands);
    }
}
