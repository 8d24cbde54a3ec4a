package app.godo.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Postgres, Kafka and Redis, running. */
public final class Servers implements AutoCloseable {
    private final DataFolder folder;
    private final Settings settings;
    private final List<Closeable> running = new ArrayList<>();

    private Servers(DataFolder folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Starts the three side by side in a folder that was claimed.
     *
     * @throws CannotStart when a port is taken
     */
    public static Servers start(DataFolder folder, Settings settings) throws Exception {
        settings.ports().requireFree();
        if (settings.startEmpty()) {
            throwAway(settings.data());
        }
        var servers = new Servers(folder, settings);
        try {
            servers.startAll();
            return servers;
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    private static void throwAway(Path data) throws IOException {
        for (var server : List.of("postgres", "kafka", "redis")) {
            Folders.delete(data.resolve(server));
        }
    }

    /** Where Postgres listens, as {@code host:port}. */
    public String postgres() {
        return "127.0.0.1:" + settings.ports().postgres();
    }

    /** A JDBC address of one database; the user is {@code postgres}, without a password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s/%s".formatted(postgres(), database);
    }

    /** Where the broker listens, as {@code host:port}. */
    public String kafka() {
        return KafkaBroker.address(settings.ports());
    }

    /** Where Redis listens, as an address with scheme. */
    public String redis() {
        return "redis://127.0.0.1:" + settings.ports().redis();
    }

    /** Takes everything out of Kafka and Redis; the topics are there again afterwards. */
    public void empty() throws Exception {
        RedisServer.say(settings.ports().redis(), "FLUSHALL");
        try (var admin = Topics.admin(kafka())) {
            Topics.recreate(admin);
        }
    }

    private void startAll() throws Exception {
        var jobs = List.<Callable<Void>>of(
                () -> timed("postgres", () -> {
                    var postgres = PostgresServer.start(settings);
                    keep(postgres);
                    folder.children().adopt("postgres", postgres.handle(), Children.Farewell.INT);
                }),
                () -> timed("kafka", () -> keep(KafkaBroker.start(settings))),
                () -> timed("redis", () -> {
                    var redis = RedisServer.start(settings);
                    keep(redis);
                    folder.children().adopt("redis", redis.handle(), Children.Farewell.TERM);
                }));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> job : threads.invokeAll(jobs)) {
                job.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private interface Job {
        void run() throws Exception;
    }

    private Void timed(String server, Job job) throws Exception {
        long begin = System.nanoTime();
        job.run();
        settings.started().accept(server, Duration.ofNanos(System.nanoTime() - begin));
        return null;
    }

    private synchronized void keep(Closeable server) {
        running.add(server);
    }

    /** Stops the three, each with time to write what it has. */
    @Override
    public synchronized void close() {
        running.parallelStream().forEach(Servers::stop);
        running.clear();
    }

    private static void stop(Closeable server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
