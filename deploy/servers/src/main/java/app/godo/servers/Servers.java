package app.godo.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Postgres, Kafka and Redis, running. */
public final class Servers implements AutoCloseable {
    private final DataFolder folder;
    private final Settings settings;
    private final List<Closeable> running = new CopyOnWriteArrayList<>();
    // one starts or stops them at a time: what a start under way has not handed over, a stop could not find
    private final Object life = new Object();
    private boolean closed;

    private Servers(DataFolder folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** The three for a folder that was claimed; none runs before {@link #start()}. */
    public static Servers in(DataFolder folder, Settings settings) {
        return new Servers(folder, settings);
    }

    /** Starts the three in a folder that was claimed. */
    public static Servers start(DataFolder folder, Settings settings) throws Exception {
        var servers = in(folder, settings);
        servers.start();
        return servers;
    }

    /**
     * Starts the three side by side; if one cannot, none runs afterwards.
     *
     * @throws CannotStart when a port is taken, or they were closed before
     */
    public void start() throws Exception {
        synchronized (life) {
            if (closed) {
                throw new CannotStart("Godo is stopping.");
            }
            settings.ports().requireFree();
            if (settings.startEmpty()) {
                throwAway(settings.data());
            }
            try {
                startAll();
            } catch (Exception e) {
                close();
                throw e;
            }
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
                    running.add(postgres);
                    folder.children().adopt("postgres", postgres.handle(), Children.Farewell.INT);
                }),
                () -> timed("kafka", () -> running.add(KafkaBroker.start(settings))),
                () -> timed("redis", () -> {
                    var redis = RedisServer.launch(settings);
                    running.add(redis);
                    folder.children().adopt("redis", redis.handle(), Children.Farewell.TERM);
                    redis.awaitReady();
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

    /** Stops the three, each with time to write what it has; a start under way is waited for. */
    @Override
    public void close() {
        synchronized (life) {
            closed = true;
            running.parallelStream().forEach(Servers::stop);
            running.clear();
        }
    }

    private static void stop(Closeable server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
