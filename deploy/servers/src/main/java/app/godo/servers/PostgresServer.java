package app.godo.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Postgres 18 in its own processes. Its superuser {@code postgres} needs no password, and only loopback can ask. */
final class PostgresServer implements Closeable {
    private static final Map<String, String> COMMON = Map.of(
            "max_connections", "200",
            "shared_buffers", "128MB",
            "listen_addresses", "127.0.0.1",
            // a socket file's path is limited to 107 bytes, a data folder's is not
            "unix_socket_directories", "");

    // the library starts with fsync off (-F) and synchronous_commit off
    private static final Map<String, String> DURABLE = Map.of("fsync", "on", "synchronous_commit", "on");
    private static final Map<String, String> FAST = Map.of("full_page_writes", "off", "autovacuum_naptime", "10min");

    private final EmbeddedPostgres process;
    private final ProcessHandle handle;

    private PostgresServer(EmbeddedPostgres process, long pid) throws IOException {
        this.process = process;
        this.handle = ProcessHandle.of(pid).orElseThrow(() -> new IOException("postgres ended at once, see its log"));
    }

    static PostgresServer start(Settings settings) throws IOException, InterruptedException {
        var cluster = settings.data().resolve("postgres");
        var log = ProcessBuilder.Redirect.appendTo(
                settings.data().resolve("postgres.log").toFile());
        var whole = settings.data().resolve("postgres.whole");
        dropStaleLock(cluster);
        if (!Files.exists(whole)) {
            Folders.delete(cluster); // its first start was interrupted: there is nothing in it yet
        }
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(settings.binaries().toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPort(settings.ports().postgres());
        COMMON.forEach(builder::setServerConfig);
        (settings.durable() ? DURABLE : FAST).forEach(builder::setServerConfig);
        try {
            var process = builder.start();
            Files.writeString(whole, "");
            return new PostgresServer(process, pid(cluster));
        } catch (IOException | RuntimeException e) {
            Thread.interrupted(); // it may be why we are here, and the goodbyes need time
            for (var process : Strays.ofPostgres(cluster)) {
                Children.end(process, Children.Farewell.INT);
            }
            throw e;
        }
    }

    ProcessHandle handle() {
        return handle;
    }

    /**
     * Postgres refuses to start when the process named in its lock file is alive, whoever that is by now; a postgres
     * of this very folder is the one good reason for that.
     */
    private static void dropStaleLock(Path cluster) throws IOException {
        var lock = cluster.resolve("postmaster.pid");
        if (Files.exists(lock)) {
            var running = ProcessHandle.of(pid(cluster)).filter(process -> Children.mentions(process, cluster));
            if (running.isPresent()) {
                throw new CannotStart("A postgres (pid %d) still runs on %s; stop it first."
                        .formatted(running.get().pid(), cluster));
            }
            Files.delete(lock);
        }
    }

    private static long pid(Path cluster) throws IOException {
        try (var lines = Files.lines(cluster.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    /** The library waits five seconds; a checkpoint on a busy machine takes longer, and nobody should kill it then. */
    @Override
    public void close() throws IOException {
        process.close();
        try {
            Children.await(handle, Duration.ofSeconds(60));
            handle.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
