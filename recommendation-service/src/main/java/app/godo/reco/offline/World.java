package app.godo.reco.offline;

import app.godo.reco.models.Choices;
import app.godo.reco.models.Items;
import app.godo.reco.models.Items.Attribute;
import app.godo.reco.models.Past;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** What the files of a task tell, in numbers: people, items, who did what, who is whose member and friend. */
final class World {

    private static final long HOUR = 3_600_000;
    static final List<String> TIMES = List.of("ts", "minute", "time");

    final Names people = new Names();
    final Names things = new Names();
    /** Of each row of the training file. */
    final int[] user;

    final int[] item;
    /** Epoch milliseconds, or milliseconds since something; empty without times. */
    final long[] time;

    final boolean[] yes;
    final Items items;
    final Choices friends;
    final Choices joined;
    final int joinedAttribute;
    final float[][] homes;

    World(Task task, Table train) throws IOException {
        user = people.numbers(train, "user");
        item = things.numbers(train, "item");
        time = times(train);
        yes = new boolean[train.rows()];
        var said = train.has("yes") ? train.numbers("yes") : null;
        for (var n = 0; n < yes.length; n++) {
            yes[n] = said == null || said[n] > 0;
        }
        people.numbers(task.queries(), "user");
        var users = task.users();
        if (users.isPresent()) {
            people.numbers(users.get(), "user");
        }
        var social = task.social();
        if (social.isPresent()) {
            var one = people.numbers(social.get(), "user");
            var other = people.numbers(social.get(), "friend");
            friends = bothWays(one, other, people.size());
        } else {
            friends = null;
        }
        var table = task.items();
        if (table.isPresent()) {
            things.numbers(table.get(), "item");
        }
        var groups = task.groups();
        List<Attribute> attributes = new ArrayList<>();
        var lat = new float[0];
        var lon = new float[0];
        var start = new long[0];
        var groupNames = new Names();
        var member = -1;
        if (table.isPresent()) {
            var rows = things.numbers(table.get(), "item");
            for (var column : table.get().names()) {
                if (column.equals("item")) {
                    continue;
                }
                if (column.equals("lat") || column.equals("lon")) {
                    var degrees = new float[things.size()];
                    Arrays.fill(degrees, Float.NaN);
                    var numbers = table.get().numbers(column);
                    for (var n = 0; n < rows.length; n++) {
                        degrees[rows[n]] = (float) numbers[n];
                    }
                    if (column.equals("lat")) {
                        lat = degrees;
                    } else {
                        lon = degrees;
                    }
                } else if (isTime(table.get(), column)) {
                    start = new long[things.size()];
                    Arrays.fill(start, Items.NEVER);
                    var numbers = table.get().numbers(column);
                    for (var n = 0; n < rows.length; n++) {
                        start[rows[n]] = Double.isNaN(numbers[n]) ? Items.NEVER : (long) numbers[n];
                    }
                } else if (table.get().different(column) <= table.get().rows() / 3) {
                    if (groups.isPresent() && groups.get().has(column)) {
                        member = attributes.size();
                        groupNames.numbers(table.get(), column);
                        groupNames.numbers(groups.get(), column);
                    }
                    attributes.add(attribute(
                            table.get(), column, rows, member == attributes.size() ? groupNames : new Names()));
                }
            }
        }
        joinedAttribute = member;
        joined = member < 0
                ? null
                : Choices.of(
                        people.size(),
                        groupNames.size(),
                        people.numbers(groups.get(), "user"),
                        groupNames.numbers(groups.get(), attributes.get(member).name()));
        items = new Items(things.size(), derived(attributes, lat, lon, start), lat, lon, start);
        homes = homes(users.orElse(null));
    }

    private float[][] homes(Table users) {
        if (users == null || !users.has("lat") || !users.has("lon")) {
            return new float[0][];
        }
        var homes = new float[people.size()][];
        Arrays.setAll(homes, n -> new float[] {Float.NaN, Float.NaN});
        var rows = people.numbers(users, "user");
        var lat = users.numbers("lat");
        var lon = users.numbers("lon");
        for (var n = 0; n < rows.length; n++) {
            homes[rows[n]] = new float[] {(float) lat[n], (float) lon[n]};
        }
        return homes;
    }

    static long[] times(Table train) {
        var column = TIMES.stream().filter(train::has).findFirst();
        if (column.isEmpty()) {
            return new long[0];
        }
        var numbers = train.numbers(column.get());
        // minutes, seconds or milliseconds, by what they are called or how large they are
        var most = Arrays.stream(numbers).max().orElse(0);
        var unit = column.get().equals("minute") ? 60_000 : most > 1e11 ? 1 : 1000;
        return Arrays.stream(numbers)
                .mapToLong(number -> (long) (number * unit))
                .toArray();
    }

    /** Epoch milliseconds after the year 2000 throughout. */
    private static boolean isTime(Table table, String column) {
        var numbers = table.numbers(column);
        return Arrays.stream(numbers).allMatch(number -> Double.isNaN(number) || number > 9.4e11)
                && Arrays.stream(numbers).anyMatch(number -> number > 9.4e11);
    }

    private Attribute attribute(Table table, String column, int[] rows, Names values) {
        var of = new int[things.size()][];
        Arrays.setAll(of, n -> new int[0]);
        for (var n = 0; n < rows.length; n++) {
            var text = table.text(n, column);
            if (!text.isEmpty()) {
                of[rows[n]] = Arrays.stream(text.split("\\|"))
                        .mapToInt(values::number)
                        .distinct()
                        .toArray();
            }
        }
        return new Attribute(column, values.size(), of);
    }

    /** Hours of the week, squares of the map, and what comes of two attributes together. */
    private List<Attribute> derived(List<Attribute> given, float[] lat, float[] lon, long[] start) {
        List<Attribute> all = new ArrayList<>(given);
        List<Attribute> rich = given.stream()
                .filter(attribute ->
                        attribute.values() > 50 && Arrays.stream(attribute.of()).allMatch(values -> values.length < 2))
                .toList();
        if (start.length > 0) {
            var slot = new Attribute(
                    "slot", 168, single(n -> start[n] == Items.NEVER ? -1 : (int) (start[n] / HOUR % 168)));
            var hour =
                    new Attribute("hour", 24, single(n -> start[n] == Items.NEVER ? -1 : (int) (start[n] / HOUR % 24)));
            all.add(slot);
            all.add(hour);
            rich.forEach(attribute -> all.add(crossed(attribute, slot)));
        }
        for (var a = 0; a < rich.size(); a++) {
            for (var b = a + 1; b < rich.size(); b++) {
                all.add(crossed(rich.get(a), rich.get(b)));
            }
        }
        if (lat.length > 0) {
            var area = square(lat, lon, 0.01, "square");
            all.add(area);
            all.add(square(lat, lon, 0.04, "quarter"));
            if (start.length == 0) {
                given.forEach(attribute -> all.add(crossed(attribute, area)));
            }
        }
        return all;
    }

    private Attribute square(float[] lat, float[] lon, double degrees, String name) {
        var numbers = new HashMap<Long, Integer>();
        var of = single(n -> {
            if (n >= lat.length || Float.isNaN(lat[n])) {
                return -1;
            }
            var key = Math.floorDiv((long) (lat[n] * 1e6), (long) (degrees * 1e6)) * 1_000_000
                    + Math.floorDiv((long) (lon[n] * 1e6), (long) (degrees * 1.3e6));
            return numbers.computeIfAbsent(key, _ -> numbers.size());
        });
        return new Attribute(name, Math.max(1, numbers.size()), of);
    }

    private Attribute crossed(Attribute one, Attribute other) {
        var numbers = new HashMap<Long, Integer>();
        var of = new int[things.size()][];
        for (var n = 0; n < of.length; n++) {
            of[n] = one.of()[n].length == 0 || other.of()[n].length == 0
                    ? new int[0]
                    : new int[] {
                        numbers.computeIfAbsent(
                                (long) one.of()[n][0] * other.values() + other.of()[n][0], _ -> numbers.size())
                    };
        }
        return new Attribute(one.name() + " and " + other.name(), Math.max(1, numbers.size()), of);
    }

    private int[][] single(IntUnaryOperator value) {
        return IntStream.range(0, things.size())
                .mapToObj(n -> {
                    var of = value.applyAsInt(n);
                    return of < 0 ? new int[0] : new int[] {of};
                })
                .toArray(int[][]::new);
    }

    private static Choices bothWays(int[] one, int[] other, int people) {
        var from = Arrays.copyOf(one, one.length * 2);
        var to = Arrays.copyOf(other, other.length * 2);
        System.arraycopy(other, 0, from, one.length, one.length);
        System.arraycopy(one, 0, to, one.length, one.length);
        return Choices.of(people, people, from, to);
    }

    /** The training rows that pass, by person, oldest first. */
    List<Past> pasts(IntPredicate row) {
        var rows = IntStream.range(0, user.length).filter(row).boxed();
        if (time.length > 0) {
            rows = rows.sorted((a, b) -> Long.compare(time[a], time[b]));
        }
        List<List<Integer>> by = new ArrayList<>();
        for (var n = 0; n < people.size(); n++) {
            by.add(new ArrayList<>(0));
        }
        rows.forEach(n -> by.get(user[n]).add(n));
        return by.stream()
                .map(own -> {
                    if (own.isEmpty()) {
                        return Past.NONE;
                    }
                    var chose = new boolean[own.size()];
                    for (var n = 0; n < chose.length; n++) {
                        chose[n] = yes[own.get(n)];
                    }
                    return new Past(
                            own.stream().mapToInt(n -> item[n]).toArray(),
                            own.stream()
                                    .mapToLong(n -> time.length == 0 ? 0 : time[n])
                                    .toArray(),
                            chose);
                })
                .toList();
    }
}
