package app.godo.reco.offline;

import app.godo.reco.models.BiasedFactors;
import app.godo.reco.models.Items;
import app.godo.reco.models.Likeness;
import app.godo.reco.models.LongTally;
import app.godo.reco.models.Places;
import app.godo.reco.models.Workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What some judged rows say of others: how those fared who are like it in one thing or in two, factors, neighbours, and when it
 * is. Means are drawn to the usual by so many rows that were not there, so that one judgement is no rule.
 */
final class Evidence {

    private static final double DAY = 86_400_000;
    private static final double HOUR = 3_600_000;
    private static final double[] AGO_HOURS = {0.05, 1, 7 * 24};
    private static final int USUAL = 5;
    private static final int TOGETHER = 3;
    private static final int OF_TIME = AGO_HOURS.length + 5;
    private static final int OF_MEETING = 5;

    private static final BiasedFactors.Settings SMALL = new BiasedFactors.Settings(8, 25, 0.01, 0.08, 0.02, 1);
    private static final BiasedFactors.Settings MIDDLE = new BiasedFactors.Settings(32, 30, 0.01, 0.08, 0.01, 2);
    private static final BiasedFactors.Settings LARGE = new BiasedFactors.Settings(96, 35, 0.01, 0.1, 0.01, 3);

    private final JudgedRows rows;
    private final BiasedFactors[] factors;
    private final LongTally[] tallies;
    private final Likeness likeness;
    /** What was said beyond what is usual of its person and item. */
    private final float[] beyond;

    private final long[] times;
    /** Of each person the rows that were learned from, oldest first, as places in {@link #beyond} and {@link #times}. */
    private final int[][] histories;

    /** @param learn the judged rows to learn from */
    Evidence(JudgedRows rows, int[] learn) {
        this.rows = rows;
        var told = rows.told();
        var user = Arrays.stream(learn).map(row -> told.user()[row]).toArray();
        var item = Arrays.stream(learn).map(row -> told.item()[row]).toArray();
        var said = new float[learn.length];
        for (var n = 0; n < learn.length; n++) {
            said[n] = told.value()[learn[n]];
        }
        List<BiasedFactors.Settings> settings = rows.graded() ? List.of(SMALL, MIDDLE, LARGE) : List.of(SMALL);
        factors = new BiasedFactors[settings.size()];
        Workers.each(
                factors.length,
                n -> factors[n] = BiasedFactors.of(rows.people(), rows.items(), user, item, said, settings.get(n)));
        var mean = mean(said);
        beyond = new float[learn.length];
        for (var n = 0; n < learn.length; n++) {
            beyond[n] = (float) (said[n] - (rows.graded() ? factors[0].usual(user[n], item[n]) : mean));
        }
        tallies = new LongTally[kinds()];
        Workers.each(tallies.length, kind -> {
            tallies[kind] = new LongTally();
            for (var n = 0; n < learn.length; n++) {
                for (var key : keys(kind, user[n], item[n])) {
                    tallies[kind].add(key, kind < 2 ? (float) (said[n] - mean) : beyond[n], 1);
                }
            }
        });
        likeness = rows.graded() ? Likeness.of(rows.people(), rows.items(), user, item, beyond) : null;
        times = told.time().length == 0
                ? new long[learn.length]
                : Arrays.stream(learn).mapToLong(row -> told.time()[row]).toArray();
        histories = histories(user);
    }

    private static double mean(float[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum / Math.max(1, values.length);
    }

    private int[][] histories(int[] user) {
        List<List<Integer>> by = new ArrayList<>();
        for (var n = 0; n < rows.people(); n++) {
            by.add(new ArrayList<>(0));
        }
        for (var n = 0; n < user.length; n++) {
            by.get(user[n]).add(n);
        }
        return by.stream()
                .map(own -> own.stream()
                        .sorted((a, b) -> Long.compare(times[a], times[b]))
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toArray(int[][]::new);
    }

    int size() {
        return 2 * kinds()
                + factors.length
                + 1
                + OF_TIME
                + OF_MEETING
                + rows.plain().size()
                + (likeness == null ? 0 : 2);
    }

    /**
     * The features of rows, one after the other.
     *
     * @param offset where the first of {@code of} stands among the numbers of all rows
     */
    float[] features(Judged of, int[] which, int offset) {
        var width = size();
        var made = new float[which.length * width];
        Workers.each(64, piece -> {
            for (var n = (int) ((long) which.length * piece / 64);
                    n < (int) ((long) which.length * (piece + 1) / 64);
                    n++) {
                fill(of, which[n], offset, made, n * width);
            }
        });
        return made;
    }

    private void fill(Judged of, int row, int offset, float[] made, int from) {
        var user = of.user()[row];
        var item = of.item()[row];
        var at = from;
        for (var kind = 0; kind < tallies.length; kind++) {
            float sum = 0;
            float count = 0;
            for (var key : keys(kind, user, item)) {
                sum += tallies[kind].sum(key);
                count += tallies[kind].count(key);
            }
            made[at++] = sum / (count + USUAL);
            made[at++] = (float) Math.log1p(count);
        }
        for (var model : factors) {
            made[at++] = model.score(user, item);
        }
        made[at++] = factors[0].usual(user, item);
        time(of, row, made, at);
        at += OF_TIME;
        meeting(of, row, made, at);
        at += OF_MEETING;
        for (var column : rows.plain()) {
            made[at++] = column[offset + row];
        }
        if (likeness != null) {
            made[at++] = likeness.byItems(user, item);
            made[at] = likeness.byPeople(user, item);
        }
    }

    /** What the person said around that time, and how long they have been there. */
    private void time(Judged of, int row, float[] made, int from) {
        if (of.time().length == 0) {
            Arrays.fill(made, from, from + OF_TIME, Float.NaN);
            return;
        }
        var at = from;
        var own = histories[of.user()[row]];
        var now = of.time()[row];
        for (var hours : AGO_HOURS) {
            var sum = 0.0;
            var weight = 0.0;
            for (var n : own) {
                var by = Math.exp(-Math.abs(times[n] - now) / HOUR / hours);
                sum += by * beyond[n];
                weight += by;
            }
            made[at++] = (float) (sum / (weight + 1));
        }
        var before = 0;
        var last = -1;
        for (var n : own) {
            if (times[n] <= now) {
                before++;
                last = n;
            }
        }
        made[at++] = (float) Math.log1p(before);
        made[at++] = last < 0 ? Float.NaN : (float) Math.log1p((now - times[last]) / DAY);
        made[at++] = last < 0 ? Float.NaN : beyond[last];
        made[at++] = (float) (now / DAY / 365);
        made[at] = own.length == 0 ? Float.NaN : (float) ((now - times[own[0]]) / DAY);
    }

    /** How long until it begins, how far it is from home, and whether the person is a member of who organises it. */
    private void meeting(Judged of, int row, float[] made, int from) {
        Arrays.fill(made, from, from + OF_MEETING, Float.NaN);
        if (rows.world().isEmpty()) {
            return;
        }
        var world = rows.world().get();
        var items = world.items;
        var user = of.user()[row];
        var item = of.item()[row];
        if (items.timed() && items.start()[item] != Items.NEVER && of.time().length > 0) {
            made[from] = (float) Math.log1p(Math.max(0, items.start()[item] - of.time()[row]) / DAY);
        }
        if (items.placed() && user < world.homes.length) {
            made[from + 1] = (float) Math.log1p(Places.kilometres(
                    items.latitude()[item], items.longitude()[item], world.homes[user][0], world.homes[user][1]));
        }
        if (world.joined != null) {
            var organiser = items.attributes().get(world.joinedAttribute).of()[item];
            if (organiser.length > 0) {
                made[from + 2] = world.joined.has(user, organiser[0]) ? 1 : 0;
                made[from + 3] = (float) Math.log1p(world.joined.by(organiser[0]));
            }
            made[from + 4] = (float) Math.log1p(world.joined.of(user));
        }
    }

    private int kinds() {
        var ofItems = rows.ofItems().size();
        var ofPeople = rows.ofPeople().size();
        return 2 + 2 * ofItems + 2 * ofPeople + ofPeople * Math.min(TOGETHER, ofItems);
    }

    /**
     * Under what a row counts: its person, its item, what the item has in common with others, the same for this person only, what
     * the person has in common with others, the same for this item only, and both.
     */
    private long[] keys(int kind, int user, int item) {
        if (kind < 2) {
            return new long[] {kind == 0 ? user : item};
        }
        var ofItems = rows.ofItems();
        var ofPeople = rows.ofPeople();
        var k = kind - 2;
        if (k < 2 * ofItems.size()) {
            var values = Arrays.stream(ofItems.get(k % ofItems.size()).of()[item]);
            return values.mapToLong(value -> k < ofItems.size() ? value : (long) (user + 1) << 32 | value)
                    .toArray();
        }
        var p = k - 2 * ofItems.size();
        if (p < 2 * ofPeople.size()) {
            var values = Arrays.stream(ofPeople.get(p % ofPeople.size()).of()[user]);
            return values.mapToLong(value -> p < ofPeople.size() ? value : (long) (value + 1) << 32 | item)
                    .toArray();
        }
        var both = p - 2 * ofPeople.size();
        var together = Math.min(TOGETHER, ofItems.size());
        var one = ofPeople.get(both / together).of()[user];
        var other = ofItems.get(both % together).of()[item];
        return IntStream.of(one)
                .mapToObj(a -> IntStream.of(other).mapToLong(b -> (long) a << 32 | b))
                .flatMapToLong(pairs -> pairs)
                .toArray();
    }
}
