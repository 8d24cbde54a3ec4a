package app.godo.reco.offline;

import app.godo.reco.models.Items.Attribute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a task tells of judgements: rows that were judged, rows that are asked, and what is known of the people and items in them.
 *
 * @param world people and items, empty when rows say all that there is
 * @param plain numbers that stand in the rows themselves, of the judged ones first and then of the asked ones
 * @param ofItems what items have in common
 * @param ofPeople what people have in common
 * @param graded whether more than yes or no was said
 */
record JudgedRows(
        Optional<World> world,
        int people,
        int items,
        Judged told,
        Judged asked,
        List<float[]> plain,
        List<Attribute> ofItems,
        List<Attribute> ofPeople,
        boolean graded) {

    private static final int MANY = 100;
    private static final int NUMBERS = 20;
    private static final int YEARS = 5;

    static JudgedRows of(Task task) throws IOException {
        var train = task.train();
        var queries = task.queries();
        var isWorld = train.has("user");
        var world = isWorld ? Optional.of(new World(task, train)) : Optional.<World>empty();
        var people = world.map(w -> w.people).orElseGet(Names::new);
        var things = world.map(w -> w.things).orElseGet(Names::new);
        var userColumn = isWorld ? "user" : "iid";
        var itemColumn = isWorld ? "item" : "pid";
        var label = Label.of(task.label());
        var value = train.numbers(label.column());
        var yes = new float[value.length];
        var said = new float[value.length];
        for (var n = 0; n < value.length; n++) {
            yes[n] = label.yes(value[n]) ? 1 : 0;
            said[n] = label.graded() ? (float) value[n] : yes[n];
        }
        var told = new Judged(
                people.numbers(train, userColumn), things.numbers(train, itemColumn), World.times(train), said, yes);
        var asked = new Judged(
                people.numbers(queries, userColumn),
                things.numbers(queries, itemColumn),
                World.times(queries),
                new float[queries.rows()],
                new float[queries.rows()]);
        List<float[]> plain = new ArrayList<>();
        for (var column : queries.names()) {
            if (!column.equals(userColumn) && !column.equals(itemColumn) && !World.TIMES.contains(column)) {
                plain.add(plain(train.numbers(column), queries.numbers(column)));
            }
        }
        List<Attribute> ofPeople = new ArrayList<>();
        var users = task.users();
        if (isWorld && users.isPresent()) {
            for (var column : users.get().names()) {
                if (!List.of("user", "lat", "lon").contains(column)) {
                    ofPeople.add(ofPeople(people, users.get(), column));
                }
            }
        }
        return new JudgedRows(
                world,
                people.size(),
                things.size(),
                told,
                asked,
                plain,
                world.map(w -> w.items.attributes()).orElse(List.of()),
                ofPeople,
                label.graded());
    }

    private static float[] plain(double[] told, double[] asked) {
        var numbers = new float[told.length + asked.length];
        for (var n = 0; n < numbers.length; n++) {
            numbers[n] = (float) (n < told.length ? told[n] : asked[n - told.length]);
        }
        return numbers;
    }

    /** Numbers of which there are many, like ages, by five; texts of which there are many, like postal codes, by their first sign. */
    private static Attribute ofPeople(Names people, Table table, String column) {
        var rows = people.numbers(table, "user");
        var numbers = table.numbers(column);
        var numeric = Arrays.stream(numbers).noneMatch(Double::isNaN) && table.different(column) > NUMBERS;
        var values = new Names();
        var of = new int[people.size()][];
        Arrays.fill(of, new int[0]);
        for (var n = 0; n < rows.length; n++) {
            var text = table.text(n, column);
            if (numeric) {
                text = String.valueOf((int) numbers[n] / YEARS);
            } else if (table.different(column) > MANY && !text.isEmpty()) {
                text = text.substring(0, 1);
            }
            of[rows[n]] = new int[] {values.number(text)};
        }
        return new Attribute(column, values.size(), of);
    }

    /** Whether all that is asked comes after all that was told. */
    boolean later() {
        return told.time().length > 0
                && Arrays.stream(asked.time()).min().orElse(0)
                        >= Arrays.stream(told.time()).max().orElse(0);
    }
}
