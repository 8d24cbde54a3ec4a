package app.godo.servers;

import java.io.Closeable;
import java.io.IOException;
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
    private volatile boolean closed;
    private Thread startingPostgres;

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
                    var postgres = startPostgres();
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

    /** Only this wait is cut short by a close: Postgres may never answer, when Ctrl-C took what was starting it. */
    private PostgresServer startPostgres() throws IOException, InterruptedException {
        synchronized (this) {
            if (closed) {
                throw new CannotStart("Godo is stopping.");
            }
            startingPostgres = Thread.currentThread();
        }
        try {
            return PostgresServer.start(settings);
        } finally {
            synchronized (this) {
                startingPostgres = null;
            }
            Thread.interrupted(); // it was meant for the wait that is over
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
        synchronized (this) {
            closed = true;
            if (startingPostgres != null) {
                startingPostgres.interrupt();
            }
        }
        synchronized (life) {
            stopAll();
            running.clear();
        }
    }

    private void stopAll() {
        var jobs = running.stream().map(Servers::stopping).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var job : threads.invokeAll(jobs)) {
                job.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server did not stop as it should", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Callable<Void> stopping(Closeable server) {
        return () -> {
            server.close();
            return null;
        };
    }
}
