package app.godo.reco.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What can be said of a person and an item that nobody may have chosen yet: how often and how lately the person chose what has
 * the same organiser, category, place or hour, whether they are members, how far it is, and how those fare who chose the like.
 */
public final class ContentFeatures {

    private static final double DAY = 86_400_000;
    private static final double[] BANDWIDTHS = {0.2, 1, 4};
    private static final double LATELY = 30;

    private final Setting setting;
    private final Items items;
    private final List<String> names = new ArrayList<>();
    private final boolean timed;
    /** By attribute, then by value: how many people chose it, how often it was chosen, how often lately, how many items of it were. */
    private final float[][] people;

    private final float[][] chosen;
    private final float[][] lately;
    private final float[][] distinct;
    /** How many candidates have it. */
    private final float[][] offered;
    /** How many of its members chose it. */
    private final float[][] active;
    /** Of each value: logarithms of how many people, how many choices an item, its general share, how many are offered. */
    private final float[][] general;

    private final double total;
    /** The place of a candidate among those of its organiser, by start. */
    private final float[] nth;
    /** Choices of all people around a candidate, as a logarithm. */
    private final float[] crowdNear;

    private final float[] crowdAround;
    private final ItemGraph organisers;
    private final int organiser;
    private final ItemGraph warm;
    /** In kilometres. */
    private static final double WALK = 1.5;

    private static final int MOST_NEAR = 60;

    /** Of each candidate the nearest chosen items within walking distance, and how near they are, 1 at most. */
    private final int[][] near;

    private final float[][] nearness;
    /** How often each item was chosen. */
    private final float[] warmth;

    public ContentFeatures(Setting setting) {
        this.setting = setting;
        this.items = setting.items();
        this.timed = setting.pasts().stream().anyMatch(past -> past.size() > 0 && past.times()[past.size() - 1] > 0);
        var attributes = items.attributes();
        this.people = new float[attributes.size()][];
        this.chosen = new float[attributes.size()][];
        this.lately = new float[attributes.size()][];
        this.distinct = new float[attributes.size()][];
        this.offered = new float[attributes.size()][];
        this.active = new float[attributes.size()][];
        this.general = new float[attributes.size()][];
        Workers.each(attributes.size(), this::count);
        this.warmth = new float[items.count()];
        var all = 0.0;
        for (var past : setting.pasts()) {
            for (var n = 0; n < past.size(); n++) {
                if (past.yes()[n]) {
                    warmth[past.items()[n]]++;
                    all++;
                }
            }
        }
        this.total = all;
        Workers.each(attributes.size(), a -> {
            var values = attributes.get(a).values();
            general[a] = new float[4 * values];
            for (var value = 0; value < values; value++) {
                general[a][4 * value] = (float) Math.log1p(people[a][value]);
                general[a][4 * value + 1] = (float) Math.log((chosen[a][value] + 1) / (distinct[a][value] + 1));
                general[a][4 * value + 2] = (float) Math.log((chosen[a][value] + 1) / (total + 10));
                general[a][4 * value + 3] = (float) Math.log1p(offered[a][value]);
            }
        });
        this.organiser = organiser();
        this.organisers = organiser < 0 ? null : organisers();
        this.warm = ItemGraph.of(choices(), new ItemGraph.Settings(0.5, 0.5, 0, 1));
        this.nth = nth();
        this.near = new int[items.count()][];
        this.nearness = new float[items.count()][];
        this.crowdNear = new float[items.count()];
        this.crowdAround = new float[items.count()];
        if (items.placed()) {
            Workers.each(setting.candidates().length, n -> surround(setting.candidates()[n]));
        }
        name();
    }

    private Choices choices() {
        var users = new int[(int) total];
        var chose = new int[(int) total];
        var size = 0;
        for (var user = 0; user < setting.pasts().size(); user++) {
            var past = setting.pasts().get(user);
            for (var n = 0; n < past.size(); n++) {
                if (past.yes()[n]) {
                    users[size] = user;
                    chose[size++] = past.items()[n];
                }
            }
        }
        return Choices.of(setting.pasts().size(), items.count(), users, chose);
    }

    private void count(int a) {
        var attribute = items.attributes().get(a);
        people[a] = new float[attribute.values()];
        chosen[a] = new float[attribute.values()];
        lately[a] = new float[attribute.values()];
        distinct[a] = new float[attribute.values()];
        offered[a] = new float[attribute.values()];
        active[a] = new float[attribute.values()];
        var last = new int[attribute.values()];
        Arrays.fill(last, -1);
        var seen = new boolean[items.count()];
        for (var user = 0; user < setting.pasts().size(); user++) {
            var past = setting.pasts().get(user);
            for (var n = 0; n < past.size(); n++) {
                if (!past.yes()[n]) {
                    continue;
                }
                for (var value : attribute.of()[past.items()[n]]) {
                    chosen[a][value]++;
                    if (timed) {
                        lately[a][value] += (float) fade(past.times()[n], LATELY);
                    }
                    if (last[value] != user) {
                        last[value] = user;
                        people[a][value]++;
                        if (a == setting.joinedAttribute() && setting.joined() != null && isMember(user, value)) {
                            active[a][value]++;
                        }
                    }
                    if (!seen[past.items()[n]]) {
                        distinct[a][value]++;
                    }
                }
                seen[past.items()[n]] = true;
            }
        }
        for (var candidate : setting.candidates()) {
            for (var value : attribute.of()[candidate]) {
                offered[a][value]++;
            }
        }
    }

    private double fade(long time, double halfLife) {
        return Math.pow(0.5, Math.max(0, setting.now() - time) / DAY / halfLife);
    }

    private boolean isMember(int user, int value) {
        var joined = setting.joined();
        return user < joined.users()
                && Arrays.binarySearch(joined.rowItems(), joined.rowFrom(user), joined.rowFrom(user + 1), value) >= 0;
    }

    /** The attribute that tells most who goes: what people are members of, or else the one with most values that recur. */
    private int organiser() {
        if (setting.joinedAttribute() >= 0) {
            return setting.joinedAttribute();
        }
        var best = -1;
        for (var a = 0; a < items.attributes().size(); a++) {
            var values = items.attributes().get(a).values();
            if (values > 20
                    && values < items.count() / 4
                    && (best < 0 || values > items.attributes().get(best).values())) {
                best = a;
            }
        }
        return best;
    }

    /** Who chose, or is member of, which organiser, as a graph of its own. */
    private ItemGraph organisers() {
        var users = new int[1 << 16];
        var values = new int[1 << 16];
        var size = 0;
        for (var user = 0; user < setting.pasts().size(); user++) {
            for (var value : organisersOf(user)) {
                if (size == users.length) {
                    users = Arrays.copyOf(users, size * 2);
                    values = Arrays.copyOf(values, size * 2);
                }
                users[size] = user;
                values[size++] = value;
            }
        }
        return ItemGraph.of(
                Choices.of(
                        setting.pasts().size(),
                        items.attributes().get(organiser).values(),
                        Arrays.copyOf(users, size),
                        Arrays.copyOf(values, size)),
                new ItemGraph.Settings(0.5, 0.5, 64, 1));
    }

    private int[] organisersOf(int user) {
        var past = setting.pasts().get(user);
        var made = new int[16];
        var size = 0;
        if (setting.joined() != null
                && organiser == setting.joinedAttribute()
                && user < setting.joined().users()) {
            made = setting.joined().row(user);
            size = made.length;
        }
        for (var n = 0; n < past.size(); n++) {
            if (past.yes()[n]) {
                for (var value : items.attributes().get(organiser).of()[past.items()[n]]) {
                    if (size == made.length) {
                        made = Arrays.copyOf(made, size * 2 + 8);
                    }
                    made[size++] = value;
                }
            }
        }
        return Arrays.stream(made, 0, size).distinct().toArray();
    }

    private float[] nth() {
        var nth = new float[items.count()];
        if (!items.timed() || organiser < 0) {
            return nth;
        }
        var attribute = items.attributes().get(organiser);
        var sorted = Arrays.stream(setting.candidates())
                .boxed()
                .sorted((one, other) -> Long.compare(items.start()[one], items.start()[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        var count = new int[attribute.values()];
        for (var candidate : sorted) {
            for (var value : attribute.of()[candidate]) {
                nth[candidate] = count[value]++;
            }
        }
        return nth;
    }

    /** Which chosen items lie around a candidate, and how near. */
    private void surround(int candidate) {
        var lat = items.latitude()[candidate];
        var lon = items.longitude()[candidate];
        if (Float.isNaN(lat)) {
            near[candidate] = new int[0];
            nearness[candidate] = new float[0];
            return;
        }
        var found = new int[64];
        var closeness = new double[64];
        var size = 0;
        var a = 0.0;
        var b = 0.0;
        for (var item = 0; item < items.count(); item++) {
            if (warmth[item] == 0
                    || Float.isNaN(items.latitude()[item])
                    || Math.abs(items.latitude()[item] - lat) > 0.1) {
                continue;
            }
            var km = Places.kilometres(lat, lon, items.latitude()[item], items.longitude()[item]);
            a += warmth[item] * kernel(km, 0.3);
            b += warmth[item] * kernel(km, 1.5);
            if (km < WALK) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, size * 2);
                    closeness = Arrays.copyOf(closeness, size * 2);
                }
                closeness[size] = -km;
                found[size++] = item;
            }
        }
        crowdNear[candidate] = (float) Math.log1p(a);
        crowdAround[candidate] = (float) Math.log1p(b);
        var nearest = Order.best(Arrays.copyOf(closeness, size), MOST_NEAR);
        near[candidate] = new int[nearest.length];
        nearness[candidate] = new float[nearest.length];
        for (var n = 0; n < nearest.length; n++) {
            near[candidate][n] = found[nearest[n]];
            nearness[candidate][n] = (float) kernel(-closeness[nearest[n]], 0.4);
        }
    }

    private static double kernel(double km, double bandwidth) {
        return Math.exp(-0.5 * km * km / bandwidth / bandwidth);
    }

    private void name() {
        for (var attribute : items.attributes()) {
            for (var what : List.of(
                    "own",
                    "share",
                    "lately",
                    "since",
                    "refused",
                    "people",
                    "per item",
                    "lift",
                    "offered",
                    "per offered")) {
                names.add(attribute.name() + " " + what);
            }
        }
        names.addAll(
                List.of("member", "members", "active members", "memberships", "member per offered", "member per item"));
        names.addAll(List.of("organisers like own", "organisers smooth", "like own by organiser", "like own near"));
        names.addAll(List.of("lead", "nth", "start apart"));
        names.addAll(List.of(
                "home",
                "nearest own",
                "own 0.2 km",
                "own 1 km",
                "own 4 km",
                "own lately 1 km",
                "crowd 0.3 km",
                "crowd 1.5 km",
                "centre"));
        names.addAll(List.of("past", "past lately", "idle"));
    }

    public List<String> names() {
        return List.copyOf(names);
    }

    public int size() {
        return names.size();
    }

    /** One row of {@link #size} features for each candidate. */
    public void fill(int user, int[] candidates, float[] rows) {
        var past = user < setting.pasts().size() ? setting.pasts().get(user) : Past.NONE;
        var own = new Own(past, user);
        for (var n = 0; n < candidates.length; n++) {
            var end = own.fill(candidates[n], rows, n * names.size());
            if (end != (n + 1) * names.size()) {
                throw new IllegalStateException(
                        "%d features for %d names".formatted(end - n * names.size(), names.size()));
            }
        }
    }

    /** What is counted once for a person. */
    private final class Own {

        private final int user;
        private final float[][] count = new float[items.attributes().size()][];
        private final float[][] recent = new float[items.attributes().size()][];
        private final float[][] refused = new float[items.attributes().size()][];
        private final long[][] last = new long[items.attributes().size()][];

        /** What was chosen, each item once; how often, and how much of that was lately. */
        private final int[] ownItems;

        private final float[] times;
        private final float[] timesLately;

        private final float[] byOrganiser;
        private final float[] byOrganiserSmooth;
        private final float[] like;
        private final float[] likeOfOrganiser;
        private double n;
        private double lately;
        private long latest;
        private float logOfNone;
        private double centreLatitude = Double.NaN;
        private double centreLongitude = Double.NaN;

        private Own(Past past, int user) {
            this.user = user;
            for (var a = 0; a < count.length; a++) {
                var attribute = items.attributes().get(a);
                count[a] = new float[attribute.values()];
                recent[a] = new float[attribute.values()];
                refused[a] = new float[attribute.values()];
                last[a] = new long[attribute.values()];
            }
            var byItem = new LinkedHashMap<Integer, float[]>();
            var lat = 0.0;
            var lon = 0.0;
            var placed = 0;
            for (var at = 0; at < past.size(); at++) {
                var item = past.items()[at];
                var fade = timed ? (float) fade(past.times()[at], LATELY) : 0;
                if (past.yes()[at]) {
                    var sums = byItem.computeIfAbsent(item, first -> new float[2]);
                    sums[0]++;
                    sums[1] += fade;
                    n++;
                    lately += fade;
                    latest = Math.max(latest, past.times()[at]);
                }
                for (var a = 0; a < count.length; a++) {
                    for (var value : items.attributes().get(a).of()[item]) {
                        if (past.yes()[at]) {
                            count[a][value]++;
                            recent[a][value] += fade;
                            last[a][value] = Math.max(last[a][value], past.times()[at]);
                        } else {
                            refused[a][value]++;
                        }
                    }
                }
                if (items.placed() && past.yes()[at] && !Float.isNaN(items.latitude()[item])) {
                    lat += items.latitude()[item];
                    lon += items.longitude()[item];
                    placed++;
                }
            }
            if (placed > 0) {
                centreLatitude = lat / placed;
                centreLongitude = lon / placed;
            }
            logOfNone = (float) Math.log(2 / (n + 2));
            like = new float[items.count()];
            ownItems = byItem.keySet().stream().mapToInt(Integer::intValue).toArray();
            times = new float[ownItems.length];
            timesLately = new float[ownItems.length];
            for (var at = 0; at < ownItems.length; at++) {
                times[at] = byItem.get(ownItems[at])[0];
                timesLately[at] = byItem.get(ownItems[at])[1];
            }
            warm.neighbours(ownItems, times, like);
            if (organiser < 0) {
                byOrganiser = byOrganiserSmooth = likeOfOrganiser = new float[0];
                return;
            }
            var values = organisersOf(user);
            var ones = new float[values.length];
            Arrays.fill(ones, 1);
            byOrganiser = new float[items.attributes().get(organiser).values()];
            byOrganiserSmooth = new float[byOrganiser.length];
            organisers.neighbours(values, ones, byOrganiser);
            organisers.smooth(
                    values, ones, IntStream.range(0, byOrganiserSmooth.length).toArray(), byOrganiserSmooth);
            likeOfOrganiser = new float[byOrganiser.length];
            for (var item = 0; item < like.length; item++) {
                if (like[item] != 0) {
                    for (var value : items.attributes().get(organiser).of()[item]) {
                        likeOfOrganiser[value] += like[item];
                    }
                }
            }
        }

        private int fill(int item, float[] row, int from) {
            var at = from;
            for (var a = 0; a < count.length; a++) {
                var values = items.attributes().get(a).of()[item];
                if (values.length == 0) {
                    Arrays.fill(row, at, at + 10, Float.NaN);
                    at += 10;
                    continue;
                }
                float c = 0, r = 0, no = 0, off = 0, people = 0, per = 0, share = 0, offer = 0;
                long when = 0;
                for (var value : values) {
                    c += count[a][value];
                    r += recent[a][value];
                    no += refused[a][value];
                    off += offered[a][value];
                    people += general[a][4 * value];
                    per += general[a][4 * value + 1];
                    share += general[a][4 * value + 2];
                    offer += general[a][4 * value + 3];
                    when = Math.max(when, last[a][value]);
                }
                var k = values.length;
                if (c == 0) {
                    row[at] = row[at + 1] = row[at + 2] = row[at + 9] = 0;
                    row[at + 3] = -8;
                    row[at + 7] = logOfNone;
                } else {
                    row[at] = (float) Math.log1p(c);
                    row[at + 1] = (float) (c / (n + 1));
                    row[at + 2] = (float) Math.log1p(r);
                    row[at + 3] = when == 0 ? -8 : (float) -Math.log1p(Math.max(0, setting.now() - when) / DAY);
                    var usual = Math.exp(share / k) * k;
                    row[at + 7] = (float) Math.log((c + 2 * usual) / (n + 2) / usual);
                    row[at + 9] = (float) Math.log1p(10 * c / Math.max(1, off));
                }
                row[at + 4] = no == 0 ? 0 : (float) Math.log1p(no);
                row[at + 5] = people / k;
                row[at + 6] = per / k;
                row[at + 8] = offer / k;
                at += 10;
            }
            at = member(item, row, at);
            at = like(item, row, at);
            at = time(item, row, at);
            at = place(item, row, at);
            row[at++] = (float) Math.log1p(n);
            row[at++] = (float) Math.log1p(lately);
            row[at++] = latest == 0 ? -8 : (float) -Math.log1p(Math.max(0, setting.now() - latest) / DAY);
            return at;
        }

        private int member(int item, float[] row, int from) {
            var a = setting.joinedAttribute();
            var at = from;
            if (a < 0 || setting.joined() == null || items.attributes().get(a).of()[item].length == 0) {
                Arrays.fill(row, at, at + 6, Float.NaN);
                return at + 6;
            }
            var value = items.attributes().get(a).of()[item][0];
            var members = setting.joined().by(value);
            var is = isMember(user, value) ? 1f : 0f;
            row[at++] = is;
            row[at++] = (float) Math.log1p(members);
            row[at++] = (float) Math.log((active[a][value] + 0.5) / (members + 5));
            row[at++] = user < setting.joined().users()
                    ? (float) Math.log1p(setting.joined().of(user))
                    : 0;
            row[at++] = (float) Math.log1p(10 * is / Math.max(1, offered[a][value]));
            row[at++] = is * chosen[a][value] / (distinct[a][value] + 1) / (members + 5);
            return at;
        }

        private int like(int item, float[] row, int from) {
            var at = from;
            float near = 0, smooth = 0, of = 0;
            if (organiser >= 0) {
                for (var value : items.attributes().get(organiser).of()[item]) {
                    near += byOrganiser[value];
                    smooth += byOrganiserSmooth[value];
                    of += likeOfOrganiser[value] / (distinct[organiser][value] + 1);
                }
            }
            row[at++] = (float) Math.log(near + 1e-4);
            row[at++] = smooth;
            row[at++] = (float) Math.log(of + 1e-4);
            var around = 0f;
            if (items.placed()) {
                for (var n = 0; n < ContentFeatures.this.near[item].length; n++) {
                    around += nearness[item][n] * like[ContentFeatures.this.near[item][n]];
                }
            }
            row[at++] = (float) Math.log(around + 1e-4);
            return at;
        }

        private int time(int item, float[] row, int from) {
            var at = from;
            if (!items.timed() || items.start()[item] == Items.NEVER) {
                Arrays.fill(row, at, at + 3, Float.NaN);
                return at + 3;
            }
            var days = (items.start()[item] - setting.now()) / DAY;
            row[at++] = (float) Math.log1p(Math.max(0, days));
            row[at++] = (float) Math.log1p(nth[item]);
            var apart = 1e4;
            for (var other : ownItems) {
                apart = Math.min(apart, Math.abs(items.start()[other] - items.start()[item]) / DAY);
            }
            row[at++] = (float) Math.log1p(apart * 24);
            return at;
        }

        private int place(int item, float[] row, int from) {
            var at = from;
            if (!items.placed() || Float.isNaN(items.latitude()[item])) {
                Arrays.fill(row, at, at + 9, Float.NaN);
                return at + 9;
            }
            var lat = items.latitude()[item];
            var lon = items.longitude()[item];
            row[at++] = user < setting.homes().length && !Float.isNaN(setting.homes()[user][0])
                    ? (float)
                            Math.log1p(Places.kilometres(lat, lon, setting.homes()[user][0], setting.homes()[user][1]))
                    : Float.NaN;
            var nearest = 1e4;
            var density = new double[BANDWIDTHS.length];
            var recently = 0.0;
            for (var n = 0; n < ownItems.length; n++) {
                var other = ownItems[n];
                if (Float.isNaN(items.latitude()[other])) {
                    continue;
                }
                var km = Places.kilometres(lat, lon, items.latitude()[other], items.longitude()[other]);
                nearest = Math.min(nearest, km);
                for (var b = 0; b < BANDWIDTHS.length; b++) {
                    density[b] += times[n] * kernel(km, BANDWIDTHS[b]);
                }
                if (timed && km < 4) {
                    recently += timesLately[n] * kernel(km, 1);
                }
            }
            row[at++] = (float) Math.log(nearest + 0.02);
            for (var b = 0; b < BANDWIDTHS.length; b++) {
                row[at++] = (float) Math.log(density[b] / (n + 1) + 1e-4);
            }
            row[at++] = (float) Math.log1p(recently);
            row[at++] = crowdNear[item];
            row[at++] = crowdAround[item];
            row[at++] = Double.isNaN(centreLatitude)
                    ? Float.NaN
                    : (float) Math.log1p(Places.kilometres(lat, lon, centreLatitude, centreLongitude));
            return at;
        }
    }
}
