package app.godo.local.demo;

import org.apache.commons.csv.CSVFormat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What NYC Parks published on 9 August 2026 (dataset {@code w3wp-dpdi}), told again as if it were published on another
 * day: every event moves by the same number of days, and everything that is odd about the recording stays as odd.
 */
final class ParksRecording {
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/yyyy");
    private static final DateTimeFormatter PATH = DateTimeFormatter.ofPattern("yyyy/MM/dd");
    private static final Pattern DATE_IN_LINK = Pattern.compile("(?<=/events/)\\d{4}/\\d{2}/\\d{2}(?=/)");
    private static final int DATE_LENGTH = "yyyy-MM-dd".length();

    private final List<String> columns;
    private final List<Map<String, String>> rows;
    private final LocalDate firstDay;

    private ParksRecording(List<String> columns, List<Map<String, String>> rows) {
        this.columns = columns;
        this.rows = rows;
        this.firstDay = rows.stream()
                .map(row -> LocalDate.parse(row.get("startdate"), US))
                .min(LocalDate::compareTo)
                .orElseThrow();
    }

    static ParksRecording load() throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var in = new InputStreamReader(
                        ParksRecording.class.getResourceAsStream("/demo/nyc-parks-upcoming.csv"),
                        StandardCharsets.UTF_8);
                var parser = format.parse(in)) {
            var rows = new ArrayList<Map<String, String>>();
            parser.forEach(row -> rows.add(row.toMap()));
            return new ParksRecording(parser.getHeaderNames(), rows);
        }
    }

    List<String> columns() {
        return columns;
    }

    /**
     * The rows in the CSV's own dialect.
     *
     * @param newFirstDay when the first event takes place now
     * @param publishedOn the day of the export: the recording puts it into the date part of every time
     */
    List<Map<String, String>> movedTo(LocalDate newFirstDay, LocalDate publishedOn) {
        long days = newFirstDay.toEpochDay() - firstDay.toEpochDay();
        return rows.stream().map(row -> moved(row, days, publishedOn)).toList();
    }

    private Map<String, String> moved(Map<String, String> recorded, long days, LocalDate publishedOn) {
        var row = new LinkedHashMap<String, String>();
        for (var column : columns) {
            row.put(column, recorded.get(column));
        }
        row.computeIfPresent("startdate", (column, date) -> date.isEmpty() ? date : moved(date, US, days));
        row.computeIfPresent("enddate", (column, date) -> date.isEmpty() ? date : moved(date, US, days));
        row.computeIfPresent(
                "link",
                (column, link) -> DATE_IN_LINK.matcher(link).replaceFirst(date -> moved(date.group(), PATH, days)));
        for (var column : List.of("starttime", "endtime", "pubDate")) {
            row.computeIfPresent(
                    column, (name, time) -> time.isEmpty() ? time : publishedOn + time.substring(DATE_LENGTH));
        }
        return row;
    }

    private static String moved(String date, DateTimeFormatter format, long days) {
        return LocalDate.parse(date, format).plusDays(days).format(format);
    }

    /** The same row as the JSON interface tells it: links are objects, times are ISO, what is empty is left out. */
    static Map<String, Object> json(Map<String, String> row) {
        var json = new LinkedHashMap<String, Object>();
        row.forEach((column, value) -> {
            if (!value.isEmpty() && !column.equals("pubDate")) {
                json.put(column, jsonValue(column, value));
            }
        });
        return json;
    }

    /** A value by which rows are put in order: dates by time, not by month. */
    static String sortable(String column, String value) {
        return column.endsWith("date") && !value.isEmpty()
                ? LocalDate.parse(value, US).toString()
                : value;
    }

    private static Object jsonValue(String column, String value) {
        return switch (column) {
            case "guid" -> value.replace(",", "");
            case "link", "registration_url", "image" -> Map.of("url", value);
            case "startdate", "enddate" -> LocalDate.parse(value, US) + "T00:00:00.000";
            case "starttime", "endtime" -> value.replace(' ', 'T') + ".000";
            default -> value;
        };
    }
}
