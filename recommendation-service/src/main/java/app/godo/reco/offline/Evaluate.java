package app.godo.reco.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;

/**
 * {@code ./godo evaluate TASK OUT}: trains on the files of the folder TASK that an engine may read, and writes OUT for the task's
 * scorer. What it found out on the way goes to the error stream. Ends with 2 when it was asked wrongly or a file cannot be had.
 */
public final class Evaluate {

    private static final String USAGE = """
            evaluate TASK OUT
              TASK is a folder with task.json, train.tsv.gz, queries.tsv.gz and what else there is; answers are never read
              OUT is written: ranked lists, probabilities, or probabilities after so many swipes""";

    private Evaluate() {}

    public static void main(String... args) {
        if (args.length != 2 || args[0].startsWith("-")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var began = System.nanoTime();
        try {
            run(Path.of(args[0]), Path.of(args[1]));
        } catch (IOException | IllegalArgumentException wrong) {
            System.err.println("Cannot be evaluated: " + wrong.getMessage());
            System.exit(2);
        }
        System.err.printf("%.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    static void run(Path folder, Path out) throws IOException {
        var task = Task.read(folder);
        switch (task.kind()) {
            case "rank" -> rank(task, out);
            case "classify" ->
                Files.write(
                        out,
                        Arrays.stream(new Judge(JudgedRows.of(task)).probabilities())
                                .mapToObj(p -> String.format(Locale.ROOT, "%.6f", p))
                                .toList());
            case "swipes" -> new AfterSwipes(task).write(out);
            default -> throw new IllegalArgumentException("no kind %s".formatted(task.kind()));
        }
    }

    private static void rank(Task task, Path out) throws IOException {
        var world = new World(task, task.train());
        var users = world.people.numbers(task.queries(), "user");
        var lists =
                switch (task.candidates()) {
                    case "all-minus-train" -> new RankChosen(world, users, task.ks(), null).lists();
                    case "per-user" -> new RankChosen(world, users, task.ks(), given(task, world, users)).lists();
                    case "global-list" -> among(task, world, users);
                    default -> throw new IllegalArgumentException("no candidates %s".formatted(task.candidates()));
                };
        Ranked.write(out, world, users, lists);
    }

    /** Of a list of items that nobody has chosen yet. */
    private static int[][] among(Task task, World world, int[] users) throws IOException {
        var candidates = world.things.numbers(candidateList(task), "item");
        return new RankUnchosen(world, task.ks()).lists(users, candidates);
    }

    private static int[][] given(Task task, World world, int[] users) throws IOException {
        var table = candidateList(task);
        var of = new HashMap<Integer, int[]>();
        var named = world.people.numbers(table, "user");
        for (var row = 0; row < table.rows(); row++) {
            of.put(
                    named[row],
                    Arrays.stream(table.text(row, "candidates").split(","))
                            .mapToInt(world.things::number)
                            .toArray());
        }
        return Arrays.stream(users)
                .mapToObj(user -> of.getOrDefault(user, new int[0]))
                .toArray(int[][]::new);
    }

    private static Table candidateList(Task task) throws IOException {
        return task.candidateList().orElseThrow(() -> new IllegalArgumentException("no candidates.tsv.gz"));
    }
}
