package app.godo.wire.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Real Postgres, Kafka and Redis for a module's tests: one set per Maven run, started by the first module that asks
 * ({@code app.godo.local.TestServers} in a JVM of its own) and ending with Maven. Every start of the application finds
 * a fresh database, empty topics and an empty Redis.
 */
public class GodoServers implements QuarkusTestResourceLifecycleManager {
    private static final String BUILD_FIRST = "run ./mvnw -q -pl deploy/local -am package -DskipTests first";
    /** The servers of the Maven run before this one are given a minute of it to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Override
    public Map<String, String> start() {
        try {
            var fresh = fresh(root());
            var settings = new HashMap<>(TestKeys.make());
            for (var server : List.of("postgres", "database", "kafka", "redis")) {
                settings.put("godo." + server, fresh.getProperty(server));
            }
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nothing to stop: the servers are shared and end with Maven. */
    @Override
    public void stop() {}

    private static Properties fresh(Path root) throws IOException, InterruptedException {
        var folder = Files.createDirectories(root.resolve("target/test-servers"));
        try (var channel =
                FileChannel.open(folder.resolve("spawn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // closing the channel releases it
            var fingerprint = fingerprint(root);
            var running = state(folder);
            if (running != null && !fingerprint.equals(running.getProperty("start"))) {
                stop(running);
                running = null;
            }
            if (running == null) {
                running = spawn(root, folder, fingerprint);
            }
            var module = Path.of("").toAbsolutePath().getFileName();
            var fresh = "/fresh?name=%s&watch=%d".formatted(module, maven().pid());
            try {
                return post(running, fresh);
            } catch (IOException | IllegalStateException refused) {
                if (state(folder) != null) {
                    throw refused;
                }
                // they ended with the Maven before this one, just as they were asked
                return post(spawn(root, folder, fingerprint), fresh);
            }
        }
    }

    private static Path root() {
        var told = System.getProperty("godo.root");
        if (told != null) {
            return Path.of(told);
        }
        var folder = Path.of("").toAbsolutePath(); // an IDE tells nothing
        while (!Files.isDirectory(folder.resolve("deploy/local"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Other migrations, or other servers, than those that run: start again. */
    private static String fingerprint(Path root) throws IOException {
        long files = 0;
        long newest = 0;
        for (var tree : new String[] {
            "deploy/database/src/main/resources",
            "deploy/database/target/classes",
            "deploy/servers/target/classes",
            "deploy/local/target/classes"
        }) {
            var folder = root.resolve(tree);
            try (var walk = Files.isDirectory(folder) ? Files.walk(folder) : Stream.<Path>empty()) {
                for (var file : walk.filter(Files::isRegularFile).toList()) {
                    files++;
                    newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return files + "-" + newest;
    }

    private static Properties state(Path folder) throws IOException {
        var file = folder.resolve("servers.properties");
        if (!Files.exists(file)) {
            return null;
        }
        var state = new Properties();
        try (var in = Files.newInputStream(file)) {
            state.load(in);
        }
        return process(state) == null ? null : state;
    }

    private static ProcessHandle process(Properties state) {
        return ProcessHandle.of(Long.parseLong(state.getProperty("pid")))
                .filter(ProcessHandle::isAlive)
                .orElse(null);
    }

    private static Properties spawn(Path root, Path folder, String fingerprint)
            throws IOException, InterruptedException {
        var classes = root.resolve("deploy/local/target/classes");
        var libraries = root.resolve("deploy/local/target/classpath.txt");
        if (!Files.exists(libraries)) {
            throw new IllegalStateException("deploy/local is not built: " + BUILD_FIRST);
        }
        Files.deleteIfExists(folder.resolve("servers.properties"));
        var log = folder.resolve("servers.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes
                                + File.pathSeparator
                                + Files.readString(libraries).strip(),
                        "app.godo.local.TestServers",
                        root.toString(),
                        Long.toString(maven().pid()),
                        fingerprint)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += 50) {
            var state = state(folder);
            if (state != null) {
                return state;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the test servers did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        process.destroy();
        throw new IllegalStateException("the test servers took too long: " + Files.readString(log));
    }

    private static void stop(Properties running) throws IOException, InterruptedException {
        var process = process(running);
        post(running, "/stop");
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Properties post(Properties running, String path) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + running.getProperty("control") + path);
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "the test servers answered " + answer.statusCode() + ": " + answer.body());
            }
            var properties = new Properties();
            properties.load(new StringReader(answer.body()));
            return properties;
        }
    }

    /** The JVM of Maven, above the one it forked for the tests; an IDE runs tests without it and is watched itself. */
    private static ProcessHandle maven() {
        var self = ProcessHandle.current();
        for (var above = self.parent(); above.isPresent(); above = above.get().parent()) {
            if (above.get().info().commandLine().orElse("").contains("plexus.classworlds")) {
                return above.get();
            }
        }
        return self.parent().orElse(self);
    }
}
