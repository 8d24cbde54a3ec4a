package app.godo.local;

import app.godo.servers.CannotStart;
import app.godo.servers.Children;
import app.godo.servers.OwnSession;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One running JVM of a service. */
public final class ServiceProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final GodoService service;
    private final int port;
    private final int healthPort;
    private final Process process;
    private final Path log;

    private ServiceProcess(GodoService service, int port, int healthPort, Process process, Path log) {
        this.service = service;
        this.port = port;
        this.healthPort = healthPort;
        this.process = process;
        this.log = log;
    }

    /** The ports must have been found free: then whoever answers on them while the child lives is the child. */
    static ServiceProcess start(
            GodoService service,
            int port,
            int healthPort,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Children children)
            throws IOException {
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(OwnSession.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        children.adopt(service.module(), process.toHandle(), Children.Farewell.TERM);
        return new ServiceProcess(service, port, healthPort, process, log);
    }

    /** Waits until it says that it can serve. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new CannotStart("%s ended with code %d while starting: %s (%s)"
                        .formatted(service.module(), process.exitValue(), lastWords(), log));
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStart("%s is not ready after %d s: %s (%s)"
                        .formatted(service.module(), PATIENCE.toSeconds(), lastWords(), log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(healthPort)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200 && process.isAlive();
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private String lastWords() {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ERROR") || line.startsWith("Caused by"))
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing of an error");
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    /** Which service it runs. */
    public GodoService service() {
        return service;
    }

    /** Where it listens, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Runs something with its exit code when it ends, whatever it ends of. */
    void whenEnded(IntConsumer told) {
        process.onExit().thenAccept(ended -> told.accept(ended.exitValue()));
    }

    /** SIGKILL: no goodbye, as in a crash. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and SIGKILL for one that does not listen. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
