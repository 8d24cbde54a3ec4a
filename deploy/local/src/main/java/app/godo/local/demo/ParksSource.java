package app.godo.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers like the open data portal for one dataset: {@code GET /resource/w3wp-dpdi.json} and {@code .csv} with
 * {@code $limit}, {@code $offset} and {@code $order}, on loopback.
 */
public final class ParksSource implements AutoCloseable {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setRecordSeparator('\n')
            .setNullString("")
            .get();

    private final ParksRecording recording;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    private ParksSource(int port, ParksRecording recording, Clock clock) throws IOException {
        this.recording = recording;
        this.clock = clock;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/resource/w3wp-dpdi.json", exchange -> answer(exchange, "application/json", this::json));
        http.createContext("/resource/w3wp-dpdi.csv", exchange -> answer(exchange, "text/csv", this::csv));
        http.setExecutor(threads);
    }

    /** Starts serving what is upcoming in New York whenever it is asked. */
    public static ParksSource serve(int port) throws IOException {
        return serve(port, Clock.system(NEW_YORK));
    }

    static ParksSource serve(int port, Clock clock) throws IOException {
        var source = new ParksSource(port, ParksRecording.load(), clock);
        source.http.start();
        return source;
    }

    int port() {
        return http.getAddress().getPort();
    }

    private interface Rendering {
        String of(List<Map<String, String>> rows) throws IOException;
    }

    private void answer(HttpExchange exchange, String type, Rendering rendering) throws IOException {
        try {
            var query = SodaQuery.parse(exchange.getRequestURI().getRawQuery(), recording.columns());
            var rows = query.of(recording.upcoming(LocalDate.now(clock)));
            send(exchange, 200, type, rendering.of(rows));
        } catch (SodaQuery.Refused no) {
            var problem = Map.of("code", "query.soql.invalid", "error", true, "message", no.getMessage());
            send(exchange, 400, "application/json", JSON.writeValueAsString(problem));
        }
    }

    private String json(List<Map<String, String>> rows) throws IOException {
        return JSON.writeValueAsString(rows.stream().map(ParksRecording::json).toList());
    }

    private String csv(List<Map<String, String>> rows) throws IOException {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(text, CSV)) {
            printer.printRecord(recording.columns());
            for (var row : rows) {
                printer.printRecord(row.values().stream().map(value -> value.isEmpty() ? null : value));
            }
        }
        return text.toString();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
