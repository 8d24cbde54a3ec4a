package app.godo.reco.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a person and items that others have chosen: each a score for every item, from which a ranker is learned. What
 * the data do not have (times, places, friends) brings no signal.
 */
public final class Signals {

    private interface Signal {
        /** One score for each candidate. */
        void score(Who who, int[] candidates, float[] scores);
    }

    private interface Whole {
        /** One score for every item. */
        void score(Who who, float[] scores);
    }

    /**
     * Somebody who chose {@code own}; {@code lately} is what each choice weighs when it fades with its age. {@code ofFriends} is
     * what friends chose, the more often and the closer they are the heavier, 1 at most.
     */
    private record Who(int user, int[] own, float[] ones, float[] lately, int[] ofFriends, float[] friendWeights) {}

    private static final double DAY = 86_400_000;
    private static final double HALF_LIFE = 30;
    private static final long SEED = 1;
    /** Above, the square of the catalogue does not fit, and its cube takes too long. */
    private static final int EASE_ITEMS = 5200;

    private static final int FACTORS = 96;

    private final List<String> names = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final Choices choices;
    private final Choices friends;
    private final Items items;
    private final List<Past> pasts;
    private final long now;
    private final boolean timed;
    private final ItemGraph graph;

    /**
     * @param friends who is whose friend, null when nobody knows
     * @param pasts with the times of choices
     */
    public Signals(Choices choices, Items items, List<Past> pasts, Choices friends) {
        this.choices = choices;
        this.items = items;
        this.pasts = pasts;
        this.friends = friends;
        this.now = pasts.stream()
                .filter(past -> past.size() > 0)
                .mapToLong(past -> past.times()[past.size() - 1])
                .max()
                .orElse(0);
        this.timed = now > 0;
        var popularity = new float[choices.items()];
        for (var item = 0; item < popularity.length; item++) {
            popularity[item] = (float) Math.log1p(choices.by(item));
        }
        addWhole("popular", (_, scores) -> System.arraycopy(popularity, 0, scores, 0, scores.length));
        graph = ItemGraph.of(choices, new ItemGraph.Settings(0.5, 0.5, 256, SEED));
        addWhole("graph", (who, scores) -> graph.neighbours(who.own, who.ones, scores));
        add("smooth", (who, candidates, scores) -> graph.smooth(who.own, who.ones, candidates, scores));
        var wide = ItemGraph.of(choices, new ItemGraph.Settings(0.5, 0.3, 64, SEED));
        addWhole("graph to popular", (who, scores) -> wide.neighbours(who.own, who.ones, scores));
        add("smooth to popular", (who, candidates, scores) -> wide.smooth(who.own, who.ones, candidates, scores));
        var near = ItemNeighbours.of(choices, 200, 0.5, 5);
        addWhole("like own", (who, scores) -> near.score(who.own, who.ones, scores));
        addWhole("people like", this::peopleLike);
        var held = choices.items() <= EASE_ITEMS;
        if (held) {
            for (var ridge : new double[] {200, 1000}) {
                var ease = Ease.of(choices, EASE_ITEMS, ridge);
                addWhole("ease %.0f".formatted(ridge), (who, scores) -> ease.score(who.own, who.ones, scores));
            }
        }
        var factors = factors(choices);
        add(
                "factors",
                (who, candidates, scores) -> factors.score(factors.foldIn(who.own, who.ones), candidates, scores));
        if (timed) {
            lately(near);
        }
        if (items.placed()) {
            places();
        }
        for (var attribute : items.attributes()) {
            if (attribute.values() > 1 && attribute.values() < choices.items() / 4) {
                addWhole("own " + attribute.name(), (who, scores) -> share(attribute, who.own, scores));
            }
        }
        if (friends != null) {
            addWhole("friends", (who, scores) -> {
                for (var n = 0; n < who.ofFriends.length; n++) {
                    scores[who.ofFriends[n]] += who.friendWeights[n];
                }
            });
            addWhole("graph of friends", (who, scores) -> graph.neighbours(who.ofFriends, who.friendWeights, scores));
            add(
                    "smooth of friends",
                    (who, candidates, scores) -> graph.smooth(who.ofFriends, who.friendWeights, candidates, scores));
            add(
                    "factors of friends",
                    (who, candidates, scores) ->
                            factors.score(factors.foldIn(who.ofFriends, who.friendWeights), candidates, scores));
            withFriends();
        }
    }

    private void lately(ItemNeighbours near) {
        var recent = new float[choices.items()];
        for (var past : pasts) {
            for (var n = 0; n < past.size(); n++) {
                recent[past.items()[n]] += (float) fade(past.times()[n]);
            }
        }
        for (var n = 0; n < recent.length; n++) {
            recent[n] = (float) Math.log1p(recent[n]);
        }
        addWhole("popular lately", (_, scores) -> System.arraycopy(recent, 0, scores, 0, scores.length));
        addWhole("like lately", (who, scores) -> near.score(who.own, who.lately, scores));
        addWhole("graph lately", (who, scores) -> graph.neighbours(who.own, who.lately, scores));
    }

    /**
     * All items that were not chosen weigh together what some hundred choices weigh, however many they are; else the ridge, which
     * is scaled by them, would smother every vector of a large catalogue.
     */
    private static ImplicitFactors factors(Choices choices) {
        var unobserved = Math.min(0.1, 400.0 / choices.items());
        return ImplicitFactors.of(choices, new ImplicitFactors.Settings(FACTORS, unobserved, 0.01, 1, 12, SEED));
    }

    private double fade(long time) {
        return Math.pow(0.5, (now - time) / DAY / HALF_LIFE);
    }

    private void places() {
        for (var km : new double[] {0.2, 1, 4}) {
            addWhole("near own %s km".formatted(km), (who, scores) -> nearOwn(who.own, who.ones, km, scores));
        }
        if (timed) {
            addWhole("near lately 1 km", (who, scores) -> nearOwn(who.own, who.lately, 1, scores));
        }
    }

    /** Friends as if they were items too: who has the same friends is alike, and friends stand for what those like who have them. */
    private void withFriends() {
        var size = choices.size() + friends.size() + choices.users();
        var user = new int[size];
        var item = new int[size];
        var at = 0;
        for (var u = 0; u < choices.users(); u++) {
            for (var chosen : choices.row(u)) {
                user[at] = u;
                item[at++] = chosen;
            }
            for (var friend : with(u)) {
                user[at] = u;
                item[at++] = choices.items() + friend;
            }
        }
        var all = Choices.of(
                choices.users(), choices.items() + choices.users(), Arrays.copyOf(user, at), Arrays.copyOf(item, at));
        var joint = ItemGraph.of(all, new ItemGraph.Settings(0.5, 0.5, 256, SEED));
        addWhole("graph with friends", (who, scores) -> {
            var both = new float[all.items()];
            joint.neighbours(joined(who), ones(joined(who).length), both);
            System.arraycopy(both, 0, scores, 0, scores.length);
        });
        add(
                "smooth with friends",
                (who, candidates, scores) -> joint.smooth(joined(who), ones(joined(who).length), candidates, scores));
        var factors = factors(all);
        add(
                "factors with friends",
                (who, candidates, scores) ->
                        factors.score(factors.foldIn(joined(who), ones(joined(who).length)), candidates, scores));
    }

    private int[] with(int user) {
        var own = friends.row(user);
        var all = Arrays.copyOf(own, own.length + 1);
        all[own.length] = user;
        return all;
    }

    private int[] joined(Who who) {
        var with = with(who.user);
        var all = Arrays.copyOf(who.own, who.own.length + with.length);
        for (var n = 0; n < with.length; n++) {
            all[who.own.length + n] = choices.items() + with[n];
        }
        return all;
    }

    private static float[] ones(int size) {
        var ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void add(String name, Signal signal) {
        names.add(name);
        signals.add(signal);
    }

    private void addWhole(String name, Whole whole) {
        add(name, (who, candidates, scores) -> {
            var all = new float[choices.items()];
            whole.score(who, all);
            for (var n = 0; n < candidates.length; n++) {
                scores[n] = all[candidates[n]];
            }
        });
    }

    /** What those chose who are most like: the cosine of choices to the power of two, the hundred nearest (Aiolli, RecSys 2013). */
    private void peopleLike(Who who, float[] scores) {
        var both = new float[choices.users()];
        for (var item : who.own) {
            for (var at = choices.columnFrom(item); at < choices.columnFrom(item + 1); at++) {
                both[choices.columnUsers()[at]]++;
            }
        }
        if (who.user < both.length) {
            both[who.user] = 0;
        }
        for (var user = 0; user < both.length; user++) {
            if (both[user] > 0) {
                both[user] = (float) (both[user] / Math.sqrt(choices.of(user) + 5.0));
            }
        }
        for (var user : Order.best(both, 100)) {
            if (both[user] <= 0) {
                break;
            }
            var by = both[user] * both[user];
            for (var at = choices.rowFrom(user); at < choices.rowFrom(user + 1); at++) {
                scores[choices.rowItems()[at]] += by;
            }
        }
    }

    /** How densely the person's own places lie around each item, in the logarithm. */
    private void nearOwn(int[] own, float[] weights, double km, float[] scores) {
        for (var item = 0; item < scores.length; item++) {
            var sum = 0.0;
            for (var n = 0; n < own.length; n++) {
                if (weights[n] > 1e-3) {
                    var away = Places.kilometres(
                            items.latitude()[item],
                            items.longitude()[item],
                            items.latitude()[own[n]],
                            items.longitude()[own[n]]);
                    if (away < 4 * km) {
                        sum += weights[n] * Math.exp(-0.5 * away * away / km / km);
                    }
                }
            }
            scores[item] = (float) Math.log(sum / (own.length + 1) + 1e-3);
        }
    }

    private void share(Items.Attribute attribute, int[] own, float[] scores) {
        var count = new float[attribute.values()];
        for (var item : own) {
            for (var value : attribute.of()[item]) {
                count[value]++;
            }
        }
        for (var item = 0; item < scores.length; item++) {
            var sum = 0f;
            for (var value : attribute.of()[item]) {
                sum += count[value];
            }
            scores[item] =
                    attribute.of()[item].length == 0 ? 0 : sum / attribute.of()[item].length / (own.length + 5);
        }
    }

    public List<String> names() {
        return List.copyOf(names);
    }

    public int size() {
        return names.size();
    }

    /**
     * Scores of items for somebody who chose {@code own}, each signal brought to mean 0 and deviation 1 over the candidates.
     *
     * @param rows one row of {@link #size} for each candidate, overwritten
     */
    public void fill(int user, int[] own, int[] candidates, float[] rows) {
        var who = who(user, own);
        var scores = new float[candidates.length];
        var width = signals.size();
        for (var s = 0; s < width; s++) {
            signals.get(s).score(who, candidates, scores);
            double sum = 0;
            double squares = 0;
            for (var score : scores) {
                sum += score;
                squares += (double) score * score;
            }
            var mean = sum / candidates.length;
            var variance = squares / candidates.length - mean * mean;
            var scale = variance > 1e-12 * squares / candidates.length ? 1 / Math.sqrt(variance) : 0;
            for (var n = 0; n < candidates.length; n++) {
                rows[n * width + s] = (float) ((scores[n] - mean) * scale);
            }
        }
    }

    /** The scores of the graph alone, by which a large catalogue is cut to what is worth a closer look. */
    public float[] rough(int[] own) {
        var scores = new float[choices.items()];
        graph.neighbours(own, ones(own.length), scores);
        return scores;
    }

    private Who who(int user, int[] own) {
        var lately = ones(own.length);
        if (timed && user < pasts.size()) {
            var latest = new long[own.length];
            var past = pasts.get(user);
            for (var n = 0; n < past.size(); n++) {
                var at = Arrays.binarySearch(own, past.items()[n]);
                if (at >= 0) {
                    latest[at] = Math.max(latest[at], past.times()[n]);
                }
            }
            for (var n = 0; n < own.length; n++) {
                lately[n] = (float) fade(latest[n]);
            }
        }
        if (friends == null) {
            return new Who(user, own, ones(own.length), lately, new int[0], new float[0]);
        }
        var sum = new float[choices.items()];
        var mine = friends.row(user);
        for (var friend : mine) {
            var by = 1 + common(user, friend);
            for (var item : choices.row(friend)) {
                sum[item] += (float) by;
            }
        }
        var size = 0;
        for (var s : sum) {
            size += s > 0 ? 1 : 0;
        }
        var of = new int[size];
        var weights = new float[size];
        size = 0;
        var most = 0f;
        for (var item = 0; item < sum.length; item++) {
            if (sum[item] > 0) {
                of[size] = item;
                weights[size++] = sum[item];
                most = Math.max(most, sum[item]);
            }
        }
        for (var n = 0; n < size; n++) {
            weights[n] /= most;
        }
        return new Who(user, own, ones(own.length), lately, of, weights);
    }

    /** Friends in common, each weighing less the more friends they have (Adamic and Adar, Social Networks 2003). */
    private double common(int one, int other) {
        var sum = 0.0;
        for (var friend : friends.row(one)) {
            if (Arrays.binarySearch(friends.rowItems(), friends.rowFrom(other), friends.rowFrom(other + 1), friend)
                    >= 0) {
                sum += 1 / Math.log(1.0 + friends.of(friend));
            }
        }
        return sum;
    }
}
