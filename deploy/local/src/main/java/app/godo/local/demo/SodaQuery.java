package app.godo.local.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the Socrata query language that a paging reader uses: {@code $limit}, {@code $offset}, {@code $order}. */
record SodaQuery(int limit, int offset, String column, boolean descending) {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 50_000;
    private static final String ROW_ID = ":id";

    /** A query the interface refuses, with the words it would use. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static SodaQuery parse(String rawQuery, List<String> columns) {
        var given = parameters(rawQuery);
        var unknown = new HashMap<>(given).keySet();
        unknown.removeAll(Set.of("$limit", "$offset", "$order"));
        if (!unknown.isEmpty()) {
            throw new Refused("Unrecognized arguments " + unknown);
        }
        var order = given.getOrDefault("$order", ROW_ID).strip().split("\\s+");
        if (!order[0].equals(ROW_ID) && !columns.contains(order[0])) {
            throw new Refused("No such column: " + order[0]);
        }
        return new SodaQuery(
                Math.min(number(given, "$limit", DEFAULT_LIMIT), MAX_LIMIT),
                number(given, "$offset", 0),
                order[0],
                order.length > 1 && order[1].equalsIgnoreCase("desc"));
    }

    List<Map<String, String>> of(List<Map<String, String>> rows) {
        var ordered = rows.stream();
        if (!column.equals(ROW_ID)) {
            var by = Comparator.<Map<String, String>, String>comparing(
                    row -> ParksRecording.sortable(column, row.get(column)));
            ordered = ordered.sorted(descending ? by.reversed() : by);
        }
        return ordered.skip(offset).limit(limit).toList();
    }

    private static Map<String, String> parameters(String rawQuery) {
        var parameters = new HashMap<String, String>();
        if (rawQuery != null) {
            for (var pair : rawQuery.split("&")) {
                var parts = pair.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decoded(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        var value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}")) {
            throw new Refused("Invalid value for " + name + ": " + value);
        }
        return Integer.parseInt(value);
    }
}
