package app.godo.local.demo;

import org.apache.commons.csv.CSVFormat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What NYC Parks published on 9 August 2026 (dataset {@code w3wp-dpdi}) for that Sunday to Friday, told again every week on
 * the same days of the week. Each week's events are events of their own, with ids of their own, so that those of a week that
 * has passed stay where people remember them. Nothing is kept from one request to the next: the day decides.
 */
final class ParksRecording {
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/yyyy");
    private static final DateTimeFormatter PATH = DateTimeFormatter.ofPattern("yyyy/MM/dd");
    private static final Pattern DATE_IN_LINK = Pattern.compile("(?<=/events/)\\d{4}/\\d{2}/\\d{2}(?=/)");
    private static final int DATE_LENGTH = "yyyy-MM-dd".length();

    /** As far ahead as the portal looks, and a whole number of weeks, so that there are as many events every day. */
    private static final int DAYS_AHEAD = 14;

    private static final LocalDate FIRST_SUNDAY = LocalDate.of(1970, 1, 4);

    /** More than the highest recorded id. */
    private static final long IDS_OF_A_WEEK = 10_000_000;

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
     * The events of the fortnight that begins with this day, in the CSV's own dialect.
     *
     * @param today also the day of the export: the recording puts it into the date part of every time
     */
    List<Map<String, String>> upcoming(LocalDate today) {
        var sunday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        return Stream.of(sunday, sunday.plusWeeks(1), sunday.plusWeeks(2))
                .flatMap(week -> rows.stream().map(row -> told(row, week, today)))
                .filter(row -> isWithin(LocalDate.parse(row.get("startdate"), US), today))
                .toList();
    }

    private static boolean isWithin(LocalDate day, LocalDate today) {
        return !day.isBefore(today) && day.isBefore(today.plusDays(DAYS_AHEAD));
    }

    private Map<String, String> told(Map<String, String> recorded, LocalDate sunday, LocalDate publishedOn) {
        var id = Long.parseLong(recorded.get("guid").replace(",", ""));
        var day = LocalDate.parse(recorded.get("startdate"), US);
        var days = sunday.toEpochDay() - firstDay.toEpochDay() + (isOnSaturday(id) ? daysToSaturday(day) : 0);
        var row = new LinkedHashMap<String, String>();
        for (var column : columns) {
            row.put(column, recorded.get(column));
        }
        row.put(
                "guid",
                String.format(Locale.US, "%,d", id + IDS_OF_A_WEEK * ChronoUnit.WEEKS.between(FIRST_SUNDAY, sunday)));
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

    /** The recording ends on a Friday, and a city without a Saturday is none: every seventh event is told on that day. */
    private static boolean isOnSaturday(long id) {
        return id % 7 == 0;
    }

    private static long daysToSaturday(LocalDate day) {
        return DayOfWeek.SATURDAY.getValue() - day.getDayOfWeek().getValue() % 7;
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
