package app.godo.reco.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one task that an engine may read. Answers are not among them: no other file is ever opened.
 *
 * @param kind {@code rank}, {@code classify} or {@code swipes}
 * @param candidates {@code all-minus-train}, {@code global-list}, {@code per-user}; empty when nothing is ranked
 * @param label what a yes is, {@code column} or {@code column>=number}; empty when nothing is judged
 * @param ks lengths of lists, or numbers of swipes
 */
record Task(Path folder, String kind, String candidates, String label, List<Integer> ks) {

    static Task read(Path folder) throws IOException {
        JsonNode json = new ObjectMapper().readTree(folder.resolve("task.json").toFile());
        List<Integer> ks = new ArrayList<>();
        json.path("ks").forEach(k -> ks.add(k.asInt()));
        return new Task(
                folder,
                json.path("kind").asText(),
                json.path("candidates").asText(""),
                json.path("label").asText(""),
                List.copyOf(ks));
    }

    Table train() throws IOException {
        return Table.read(folder.resolve("train.tsv.gz"));
    }

    Table queries() throws IOException {
        return Table.read(folder.resolve("queries.tsv.gz"));
    }

    Table swipes(int k) throws IOException {
        return Table.read(folder.resolve("swipes_k%d.tsv.gz".formatted(k)));
    }

    Optional<Table> items() throws IOException {
        return optional("items");
    }

    Optional<Table> users() throws IOException {
        return optional("users");
    }

    Optional<Table> groups() throws IOException {
        return optional("groups");
    }

    Optional<Table> social() throws IOException {
        return optional("social");
    }

    Optional<Table> candidateList() throws IOException {
        return optional("candidates");
    }

    private Optional<Table> optional(String name) throws IOException {
        var file = folder.resolve(name + ".tsv.gz");
        return Files.exists(file) ? Optional.of(Table.read(file)) : Optional.empty();
    }
}
