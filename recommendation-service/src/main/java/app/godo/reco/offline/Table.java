package app.godo.reco.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A file of values with a header, by tabs or commas, gzipped or not. Each column is held as numbers of its different texts. */
final class Table {

    private final List<String> names;
    private final List<List<String>> texts;
    private final int[][] codes;
    private final int rows;

    private Table(List<String> names, List<List<String>> texts, int[][] codes, int rows) {
        this.names = names;
        this.texts = texts;
        this.codes = codes;
        this.rows = rows;
    }

    static Table read(Path file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8), 1 << 16)) {
            var header = lines.readLine();
            if (header == null) {
                throw new IOException("%s has no header".formatted(file.getFileName()));
            }
            var separator = header.indexOf('\t') >= 0 ? "\t" : ",";
            var names = List.of(header.split(separator, -1));
            List<Map<String, Integer>> known = new ArrayList<>();
            List<List<String>> texts = new ArrayList<>();
            names.forEach(_ -> {
                known.add(new HashMap<>());
                texts.add(new ArrayList<>());
            });
            var codes = new int[names.size()][1024];
            var rows = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var fields = line.split(separator, -1);
                if (fields.length != names.size()) {
                    throw new IOException("%s, line %d: %d fields where the header has %d"
                            .formatted(file.getFileName(), rows + 2, fields.length, names.size()));
                }
                for (var column = 0; column < fields.length; column++) {
                    if (rows == codes[column].length) {
                        codes[column] = Arrays.copyOf(codes[column], rows * 2);
                    }
                    var text = texts.get(column);
                    codes[column][rows] = known.get(column).computeIfAbsent(fields[column], field -> {
                        text.add(field);
                        return text.size() - 1;
                    });
                }
                rows++;
            }
            for (var column = 0; column < codes.length; column++) {
                codes[column] = Arrays.copyOf(codes[column], rows);
            }
            return new Table(names, texts, codes, rows);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    int rows() {
        return rows;
    }

    List<String> names() {
        return names;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** How many different texts the column has. */
    int different(String name) {
        return texts.get(index(name)).size();
    }

    String text(int row, String name) {
        var column = index(name);
        return texts.get(column).get(codes[column][row]);
    }

    /** The column's different texts; {@link #codes} are places in it. */
    List<String> texts(String name) {
        return texts.get(index(name));
    }

    int[] codes(String name) {
        return codes[index(name)];
    }

    /** The column as numbers, NaN where it holds none. */
    double[] numbers(String name) {
        var column = index(name);
        var parsed = new double[texts.get(column).size()];
        for (var code = 0; code < parsed.length; code++) {
            parsed[code] = number(texts.get(column).get(code));
        }
        var numbers = new double[rows];
        for (var row = 0; row < rows; row++) {
            numbers[row] = parsed[codes[column][row]];
        }
        return numbers;
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private int index(String name) {
        var column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("no column %s among %s".formatted(name, names));
        }
        return column;
    }
}
