package app.godo.local;

import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;
import app.godo.servers.Servers;
import app.godo.servers.Settings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * One set of servers for a whole test run, in a JVM of its own: the first module that needs them starts it, the others
 * find it through {@code target/test-servers/servers.properties}, and it ends when the last Maven that asked for it does.
 *
 * <p>It listens on loopback for {@code POST /fresh?name=<module>&watch=<pid>}, which gives that module a database made
 * from the migrated template and empties Kafka and Redis, and for {@code POST /stop}. Modules are expected to test one
 * after another, as Maven builds them.
 */
public final class TestServers {
    private final Servers servers;
    private final FreshDatabases databases;
    private final Watch watch = new Watch(() -> System.exit(0));

    private TestServers(Servers servers) throws Exception {
        this.servers = servers;
        this.databases = FreshDatabases.migrated(servers);
    }

    /** Arguments: the project's root folder, the pid to outlive by nothing, a word to tell this start by. */
    public static void main(String[] arguments) {
        try {
            run(Path.of(arguments[0]), Long.parseLong(arguments[1]), arguments[2]);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (Throwable e) {
            e.printStackTrace(); // into servers.log; the module that waits shows it
            System.exit(1); // the broker's threads would keep this process, and the module waiting
        }
    }

    private static void run(Path root, long watchPid, String fingerprint) throws Exception {
        FreshDatabases.requireBuilt(root.resolve("deploy/database/src/main/resources"));
        var folder = root.resolve("target/test-servers");
        var state = folder.resolve("servers.properties");
        var settings = Settings.forTests(folder.resolve("data"), folder.resolve("binaries"));
        // those of the Maven run before this one may still be stopping
        var claim = DataFolder.claim(settings.data(), Duration.ofMinutes(1));
        var servers = Servers.in(claim, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            delete(state);
            servers.close();
        }));
        servers.start();
        var tests = new TestServers(servers);
        tests.watch.add(watchPid);
        var control = tests.listen();
        publish(
                state,
                Map.of("pid", ProcessHandle.current().pid() + "", "control", control + "", "start", fingerprint));
    }

    private int listen() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/fresh", this::fresh);
        http.createContext("/stop", exchange -> {
            answer(exchange, 200, "");
            System.exit(0);
        });
        // one at a time: a module's clean sheet is not wiped while it is being laid
        http.setExecutor(Executors.newSingleThreadExecutor());
        http.start();
        return http.getAddress().getPort();
    }

    private void fresh(HttpExchange exchange) throws IOException {
        var query = query(exchange);
        try {
            watch.add(Long.parseLong(query.get("watch")));
            var database = databases.fresh(query.get("name"));
            servers.empty();
            answer(
                    exchange,
                    200,
                    "postgres=%s\ndatabase=%s\nkafka=%s\nredis=%s\n"
                            .formatted(servers.postgres(), database, servers.kafka(), servers.redis()));
        } catch (Exception e) {
            e.printStackTrace(); // into servers.log; the test that asked gets the sentence
            answer(exchange, 500, e.toString());
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void publish(Path state, Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(new HashMap<>(values));
        var next = state.resolveSibling("servers.next");
        try (var out = Files.newOutputStream(next)) {
            properties.store(out, null);
        }
        Files.move(next, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("could not delete " + file + ": " + e);
        }
    }
}
