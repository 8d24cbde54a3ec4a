package app.godo.servers;

import redis.embedded.core.ExecutableProvider;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Redis 6.2 in its own process, from the program the embedded-redis artifact carries. */
final class RedisServer implements Closeable {
    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts its process, which may be adopted at once; it answers after {@link #awaitReady}. */
    static RedisServer launch(Settings settings) throws IOException {
        var folder = Files.createDirectories(settings.data().resolve("redis"));
        // unpacked at every start, as the library deletes it at every exit
        var program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
        var configuration = Files.write(folder.resolve("redis.conf"), configuration(settings, folder));
        var log = ProcessBuilder.Redirect.appendTo(
                settings.data().resolve("redis.log").toFile());
        var process = new ProcessBuilder(OwnSession.of(List.of(program.toString(), configuration.toString())))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        return new RedisServer(process, settings.ports().redis());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private static List<String> configuration(Settings settings, Path folder) {
        var lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + settings.ports().redis(),
                "dir \"" + folder + "\"",
                // its process title, by which it is recognised as ours
                "proc-title-template \"{title} {listen-addr} " + folder + "\"",
                "appendonly " + (settings.durable() ? "yes" : "no"),
                "save \"\"",
                "maxmemory 256mb",
                // full: what is kept for a while only, and can be made again, goes first; what is kept for ever stays
                "maxmemory-policy volatile-lru",
                // a person's swiped Events, some fifty bytes each, stay packed: loose ones cost three times as much
                "hash-max-ziplist-entries 1024",
                "hash-max-ziplist-value 128",
                "daemonize no"));
        lines.addAll(RedisUsers.ofThisMachine());
        return lines;
    }

    void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (!process.isAlive()) {
                throw new IOException("redis ended with code " + process.exitValue() + ", see its log");
            }
            if (answersPing(port)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("redis did not answer within 30 s, see its log");
    }

    /** False also while it loads its data ({@code -LOADING}). */
    private static boolean answersPing(int port) {
        try {
            return say(port, "PING").equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** Commands that Redis answers in one line each; what it said to the last. */
    static String say(int port, String... commands) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = null;
            for (var command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer = answers.readLine();
            }
            return String.valueOf(answer);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy(); // SIGTERM: redis writes what it has and leaves
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
