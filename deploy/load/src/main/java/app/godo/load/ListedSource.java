package app.godo.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stands for the open data portal with a made-up city: {@code /resource/city-NNNN.json} lists its Events, some thousands a data
 * set, and {@code /resource/hall-0000.json} some of them once more under ids of its own. Whatever else is asked for is empty.
 */
final class ListedSource implements AutoCloseable {
    /** A Source's connector gives a data set up that does not end after 20,000 rows. */
    static final int OF_A_DATA_SET = 10_000;

    private static final int ONE_IN_SO_MANY_TWICE = 20;
    private static final int ONE_IN_SO_MANY_CHANGES = 50;
    private static final Pattern CITY = Pattern.compile("/resource/city-(\\d{4})\\.json");
    private static final Pattern HALL = Pattern.compile("/resource/hall-(\\d{4})\\.json");
    private static final Pattern NUMBER = Pattern.compile("(?:^|&)(?:\\$|%24)(limit|offset)=(\\d{1,8})");

    private final int events;
    private final LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;
    private volatile boolean changed;

    private ListedSource(int port, int events) throws IOException {
        this.events = events;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/", this::answer);
        http.setExecutor(threads);
    }

    static ListedSource serve(int port, int events) throws IOException {
        var source = new ListedSource(port, events);
        source.http.start();
        return source;
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** How many Events are listed a second time. */
    int twice() {
        return (events + ONE_IN_SO_MANY_TWICE - 1) / ONE_IN_SO_MANY_TWICE;
    }

    /** From here on some end later; returns how many rows of the city that are. */
    int change() {
        changed = true;
        return (events + ONE_IN_SO_MANY_CHANGES - 1) / ONE_IN_SO_MANY_CHANGES;
    }

    /** The data sets of the city at the portal that this stands for. */
    List<String> city(String portal) {
        return dataSets(portal, "city", events);
    }

    /** Those of the halls. */
    List<String> halls(String portal) {
        return dataSets(portal, "hall", twice());
    }

    private static List<String> dataSets(String portal, String name, int rows) {
        return IntStream.rangeClosed(0, (rows - 1) / OF_A_DATA_SET)
                .mapToObj(set -> "%s/resource/%s-%04d.json".formatted(portal, name, set))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var query = exchange.getRequestURI().getRawQuery();
        var city = CITY.matcher(path);
        var hall = HALL.matcher(path);
        var rows = "[]";
        if (city.matches()) {
            rows = page(Integer.parseInt(city.group(1)), query, events, this::ofTheCity);
        } else if (hall.matches()) {
            rows = page(Integer.parseInt(hall.group(1)), query, twice(), this::ofAHall);
        }
        try (exchange) {
            var bytes = rows.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String page(int dataSet, String query, int rows, IntFunction<String> row) {
        int first = dataSet * OF_A_DATA_SET + number("offset", query, 0);
        int last = Math.min(Math.min(first + number("limit", query, 1000), (dataSet + 1) * OF_A_DATA_SET), rows);
        return IntStream.range(first, last).mapToObj(row).collect(Collectors.joining(",", "[", "]"));
    }

    private static int number(String name, String query, int otherwise) {
        return NUMBER.matcher(query == null ? "" : query)
                .results()
                .filter(found -> found.group(1).equals(name))
                .mapToInt(found -> Integer.parseInt(found.group(2)))
                .findFirst()
                .orElse(otherwise);
    }

    private String ofTheCity(int row) {
        return Listed.of(row, today)
                .row(Integer.toString(100_000_000 + row), changed && row % ONE_IN_SO_MANY_CHANGES == 0);
    }

    private String ofAHall(int row) {
        return Listed.of(row * ONE_IN_SO_MANY_TWICE, today).row(Integer.toString(200_000_000 + row), false);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
