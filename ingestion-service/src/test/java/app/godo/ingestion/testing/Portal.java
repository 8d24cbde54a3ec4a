package app.godo.ingestion.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.eclipse.microprofile.config.ConfigProvider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An open data portal on this machine that answers what a test tells it to. */
public final class Portal implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile(".*\\$limit=(\\d+)&\\$offset=(\\d+).*");

    /** How the portal answers; it may take its time. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> send(exchange, 404, "nothing here");

    private Portal(InetSocketAddress address) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    /** At the address where the application under test looks. */
    public static Portal open() {
        var address = URI.create(ConfigProvider.getConfig().getValue("godo.sources.nyc-parks.url", String.class));
        return new Portal(new InetSocketAddress("127.0.0.1", address.getPort()));
    }

    /** At a free address. */
    public static Portal anywhere() {
        return new Portal(new InetSocketAddress("127.0.0.1", 0));
    }

    /** At another address of this machine, with the same port. */
    public Portal beside() {
        return new Portal(new InetSocketAddress("127.0.0.2", server.getAddress().getPort()));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Portal answers(Answer how) {
        answer = how;
        return this;
    }

    /** Always this body. */
    public Portal serves(String body) {
        return answers(exchange -> send(exchange, 200, body));
    }

    /** These rows of JSON, in pages of the size asked for. */
    public Portal lists(List<String> rows) {
        return answers(exchange -> page(exchange, rows));
    }

    /** Every request so far, path and query. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public static void page(HttpExchange exchange, List<String> rows) throws IOException {
        var asked = PAGE.matcher(exchange.getRequestURI().toString());
        if (!asked.matches()) {
            send(exchange, 400, "no page asked for");
            return;
        }
        var page = rows.stream()
                .skip(Integer.parseInt(asked.group(2)))
                .limit(Integer.parseInt(asked.group(1)))
                .collect(Collectors.joining(",\n", "[", "]"));
        send(exchange, 200, page);
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
