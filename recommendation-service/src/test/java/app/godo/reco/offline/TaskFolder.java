package app.godo.reco.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A task made up for a test. */
final class TaskFolder {

    final Path path;

    TaskFolder(Path path, String json) {
        this.path = path;
        try {
            Files.writeString(path.resolve("task.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TaskFolder file(String name, String header, List<String> rows) {
        var lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        try (var out = new GZIPOutputStream(Files.newOutputStream(path.resolve(name + ".tsv.gz")))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    List<String> evaluated() throws IOException {
        var out = path.resolve("predictions");
        Evaluate.run(path, out);
        return Files.readAllLines(out);
    }
}
