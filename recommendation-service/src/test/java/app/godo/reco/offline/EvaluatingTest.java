package app.godo.reco.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class EvaluatingTest {

    private static final int USERS = 160;
    private static final int ITEMS = 80;

    @TempDir
    private Path folder;

    /** Two crowds, each with half of the items; the lower its number, the more chosen is an item. */
    private Map<Integer, Set<Integer>> crowds(long seed) {
        var random = new Random(seed);
        Map<Integer, Set<Integer>> chosen = new HashMap<>();
        for (var user = 0; user < USERS; user++) {
            var own = new HashSet<Integer>();
            while (own.size() < 14) {
                var item = Math.min(random.nextInt(40), random.nextInt(40)) * 2 + user % 2;
                own.add(random.nextInt(10) == 0 ? item ^ 1 : item);
            }
            chosen.put(user, own);
        }
        return chosen;
    }

    /** A third of what each person chose is left out of the training file; it is returned. */
    private Map<String, Set<String>> warm(TaskFolder task, long seed) {
        var random = new Random(seed + 1);
        List<String> train = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        Map<String, Set<String>> left = new HashMap<>();
        crowds(seed).forEach((user, items) -> {
            queries.add("u" + user);
            left.put("u" + user, new HashSet<>());
            for (var item : items) {
                if (random.nextInt(3) == 0) {
                    left.get("u" + user).add("i" + item);
                } else {
                    train.add("u%d\ti%d".formatted(user, item));
                }
            }
        });
        task.file("train", "user\titem", train).file("queries", "user", queries);
        return left;
    }

    private static double ndcg(List<String> lines, Map<String, Set<String>> left) {
        var sum = 0.0;
        for (var line : lines) {
            var items = line.split("\t")[1].split(",");
            var sought = left.get(line.split("\t")[0]);
            double gained = 0, ideal = 0;
            for (var n = 0; n < 10; n++) {
                gained += sought.contains(items[n]) ? 1 / Math.log(n + 2) : 0;
                ideal += n < sought.size() ? 1 / Math.log(n + 2) : 0;
            }
            sum += ideal == 0 ? 0 : gained / ideal;
        }
        return sum / lines.size();
    }

    private double popular(TaskFolder task, Map<String, Set<String>> left) throws IOException {
        var train = Table.read(task.path.resolve("train.tsv.gz"));
        Map<String, Integer> count = new HashMap<>();
        Map<String, Set<String>> own = new HashMap<>();
        for (var row = 0; row < train.rows(); row++) {
            count.merge(train.text(row, "item"), 1, Integer::sum);
            own.computeIfAbsent(train.text(row, "user"), _ -> new HashSet<>()).add(train.text(row, "item"));
        }
        var best = count.keySet().stream()
                .sorted((a, b) -> count.get(b) - count.get(a))
                .toList();
        return ndcg(
                left.keySet().stream()
                        .map(user -> user + "\t"
                                + String.join(
                                        ",",
                                        best.stream()
                                                .filter(item -> !own.getOrDefault(user, Set.of())
                                                        .contains(item))
                                                .toList()))
                        .toList(),
                left);
    }

    @Test
    void what_is_ranked_is_new_to_the_person_and_better_than_what_is_popular() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"all-minus-train\"}");
        var left = warm(task, 1);

        var lines = task.evaluated();

        assertThat(lines).hasSize(USERS);
        assertThat(ndcg(lines, left)).isGreaterThan(1.3 * popular(task, left));
        var train = Table.read(folder.resolve("train.tsv.gz"));
        var seen = new HashSet<String>();
        for (var row = 0; row < train.rows(); row++) {
            seen.add(train.text(row, "user") + " " + train.text(row, "item"));
        }
        for (var line : lines) {
            var items = line.split("\t")[1].split(",");
            assertThat(items).doesNotHaveDuplicates();
            assertThat(items).noneMatch(item -> seen.contains(line.split("\t")[0] + " " + item));
        }
    }

    @Test
    void the_same_files_give_the_same_predictions_to_the_byte() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"all-minus-train\"}");
        warm(task, 2);

        assertThat(task.evaluated()).isEqualTo(task.evaluated());
    }

    @Test
    void answers_are_never_opened() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"all-minus-train\"}");
        warm(task, 3);
        // folders of these names: to open one as a file would end the run
        Files.createDirectories(folder.resolve("test.tsv.gz"));
        Files.createDirectories(folder.resolve("newusers.tsv.gz"));

        assertThat(task.evaluated()).hasSize(USERS);
    }

    @Test
    void newcomers_without_a_choice_get_what_their_friends_chose_before_what_is_popular() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"all-minus-train\"}");
        var crowds = crowds(4);
        List<String> train = new ArrayList<>();
        Map<String, Set<String>> left = new HashMap<>();
        crowds.forEach((user, items) -> items.forEach(item -> {
            if (user >= 20) {
                train.add("u%d\ti%d".formatted(user, item));
            } else {
                left.computeIfAbsent("u" + user, _ -> new HashSet<>()).add("i" + item);
            }
        }));
        List<String> social = new ArrayList<>();
        var random = new Random(5);
        for (var user = 0; user < USERS; user++) {
            for (var n = 0; n < 6; n++) {
                social.add("u%d\tu%d".formatted(user, random.nextInt(USERS / 2) * 2 + user % 2));
            }
        }
        task.file("train", "user\titem", train)
                .file(
                        "queries",
                        "user",
                        IntStream.range(0, 20).mapToObj(user -> "u" + user).toList())
                .file("social", "user\tfriend", social);

        assertThat(ndcg(task.evaluated(), left)).isGreaterThan(1.2 * popular(task, left));
    }

    @Test
    void candidates_that_are_given_all_come_in_their_order() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"per-user\"}");
        var left = warm(task, 6);
        List<String> candidates = new ArrayList<>();
        left.keySet()
                .forEach(user -> candidates.add(user + "\t"
                        + String.join(
                                ",",
                                IntStream.range(60, ITEMS)
                                        .mapToObj(item -> "i" + item)
                                        .toList())));
        task.file("candidates", "user\tcandidates", candidates);

        for (var line : task.evaluated()) {
            assertThat(line.split("\t")[1].split(","))
                    .contains(IntStream.range(60, ITEMS)
                            .mapToObj(item -> "i" + item)
                            .toArray(String[]::new));
        }
    }

    @Test
    void events_that_nobody_chose_yet_are_ranked_by_who_organises_them() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"global-list\"}");
        var random = new Random(7);
        List<String> items = new ArrayList<>();
        List<String> train = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        Map<String, Set<String>> left = new HashMap<>();
        var day = 86_400_000L;
        var begin = 1_460_000_000_000L;
        for (var event = 0; event < 120; event++) {
            var group = event % 15;
            items.add("e%d\tg%d\tv%d\t%.4f\t%.4f\t%d"
                    .formatted(event, group, group % 7, 40.7 + group * 0.01, -74.0, begin + (event + 20) * day));
            var fresh = event >= 90;
            if (fresh) {
                candidates.add("e" + event);
            }
            for (var user = 0; user < 60; user++) {
                if (user % 15 == group && random.nextInt(3) > 0 || random.nextInt(60) == 0) {
                    if (fresh) {
                        left.computeIfAbsent("u" + user, _ -> new HashSet<>()).add("e" + event);
                    } else {
                        train.add("u%d\te%d\t%d\t%d"
                                .formatted(user, event, begin + event * day, random.nextInt(12) == 0 ? 0 : 1));
                    }
                }
            }
        }
        task.file("items", "item\tgroup\tvenue\tlat\tlon\teventTime", items)
                .file("train", "user\titem\tts\tyes", train)
                .file("candidates", "item", candidates)
                .file(
                        "groups",
                        "user\tgroup",
                        IntStream.range(0, 60)
                                .mapToObj(user -> "u%d\tg%d".formatted(user, user % 15))
                                .toList())
                .file(
                        "users",
                        "user\tlat\tlon",
                        IntStream.range(0, 60)
                                .mapToObj(user -> "u%d\t40.7\t-74.0".formatted(user))
                                .toList())
                .file("queries", "user", List.copyOf(left.keySet()));

        var lines = task.evaluated();

        assertThat(ndcg(lines, left)).isGreaterThan(0.7);
        assertThat(lines).allMatch(line -> candidates.containsAll(List.of(line.split("\t")[1].split(","))));
    }

    @Test
    void a_yes_is_as_likely_as_it_proves_to_be() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"classify\",\"label\":\"rating>=4\"}");
        var random = new Random(8);
        List<String> train = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        List<Boolean> yes = new ArrayList<>();
        for (var n = 0; n < 4000; n++) {
            int user = random.nextInt(100), item = random.nextInt(60);
            var rating = Math.clamp(
                    Math.round(3.2 + (user % 2 == item % 2 ? 0.8 : -0.8) + random.nextGaussian() * 0.7), 1, 5);
            if (n < 3200) {
                train.add("u%d\ti%d\t%d\t%d".formatted(user, item, rating, n));
            } else {
                queries.add("u%d\ti%d\t%d".formatted(user, item, random.nextInt(3200)));
                yes.add(rating >= 4);
            }
        }
        task.file("train", "user\titem\trating\tts", train).file("queries", "user\titem\tts", queries);

        var lines = task.evaluated();

        assertThat(lines).hasSize(queries.size());
        double right = 0, sum = 0;
        for (var n = 0; n < lines.size(); n++) {
            var p = Double.parseDouble(lines.get(n));
            right += p >= 0.5 == yes.get(n) ? 1 : 0;
            sum += p - (yes.get(n) ? 1 : 0);
        }
        assertThat(right / lines.size()).isGreaterThan(0.75);
        assertThat(Math.abs(sum / lines.size())).isLessThan(0.06);
    }

    @Test
    void with_every_swipe_more_is_known_of_a_newcomer() throws IOException {
        var task = new TaskFolder(folder, "{\"kind\":\"swipes\",\"label\":\"rating>0\",\"ks\":[0,6]}");
        var random = new Random(9);
        List<String> train = new ArrayList<>();
        for (var user = 0; user < 300; user++) {
            var taste = random.nextGaussian();
            for (var item = 0; item < 20; item++) {
                train.add("u%d\ti%d\t%.2f"
                        .formatted(user, item, taste * (item % 2 == 0 ? 3 : -3) + random.nextGaussian()));
            }
        }
        List<String> swipes = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (var n = 0; n < 20; n++) {
            var taste = n % 2 == 0 ? 1 : -1;
            for (var item = 0; item < 6; item++) {
                swipes.add("n%d\ti%d\t%d\t%d".formatted(n, item, taste * (item % 2 == 0 ? 3 : -3), item));
            }
            for (var item = 6; item < 20; item++) {
                queries.add("n%d\ti%d".formatted(n, item));
            }
        }
        task.file("train", "user\titem\trating", train)
                .file("queries", "user\titem", queries)
                .file("swipes_k0", "user\titem\trating\torder", List.of())
                .file("swipes_k6", "user\titem\trating\torder", swipes);

        var lines = task.evaluated();

        assertThat(lines).hasSize(2 * queries.size());
        for (var line : lines) {
            var fields = line.split("\t");
            var likes = Integer.parseInt(fields[1].substring(1)) % 2 == Integer.parseInt(fields[2].substring(1)) % 2;
            if (fields[0].equals("6")) {
                assertThat(Double.parseDouble(fields[3]) > 0.5).isEqualTo(likes);
            } else {
                assertThat(Double.parseDouble(fields[3])).isBetween(0.3, 0.7);
            }
        }
    }

    @Test
    void a_table_that_is_not_one_is_refused_with_its_line() {
        var task = new TaskFolder(folder, "{\"kind\":\"rank\",\"ks\":[10],\"candidates\":\"all-minus-train\"}")
                .file("train", "user\titem", List.of("u1\ti1", "u1"));

        assertThatThrownBy(() -> Table.read(task.path.resolve("train.tsv.gz")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void a_kind_that_is_unknown_is_refused() {
        var task = new TaskFolder(folder, "{\"kind\":\"guess\"}");

        assertThatThrownBy(task::evaluated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guess");
    }
}
