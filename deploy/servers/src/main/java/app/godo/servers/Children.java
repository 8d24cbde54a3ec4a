package app.godo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The processes started for one folder, written down so that none outlives the one that started them.
 *
 * <p>A child counts as ours only while three things hold: its pid was recorded, its start time is the recorded one, and
 * its command line names the folder. A watchdog process ends them when this JVM dies without a word; what even the
 * watchdog could not end, the next start on the folder reaps.
 */
public final class Children implements AutoCloseable {
    /** How a child is asked to leave. */
    public enum Farewell {
        TERM,
        /** Postgres waits for its clients on TERM and leaves at once on INT. */
        INT
    }

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** One process of ours; pid and start time together are never given twice. */
    public record Child(long pid, long startedMillis, Farewell farewell, String name) {
        private static Child parse(String line) {
            var fields = line.split(" ", 4);
            return new Child(
                    Long.parseLong(fields[0]), Long.parseLong(fields[1]), Farewell.valueOf(fields[2]), fields[3]);
        }

        private String line() {
            return "%d %d %s %s".formatted(pid, startedMillis, farewell, name);
        }
    }

    private final Path folder;
    private final Path record;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final Process watchdog;
    private boolean closed;

    private Children(Path folder, Path record, Process watchdog) {
        this.folder = folder;
        this.record = record;
        this.watchdog = watchdog;
    }

    /** Ends what an earlier process left behind in this folder, then watches over what this one starts. */
    static Children of(Path folder) throws IOException, InterruptedException {
        var record = folder.resolve("children");
        reap(folder, record);
        var script = script();
        var watchdog = new ProcessBuilder(
                        "/bin/sh", "-c", script, "godo-watchdog", record.toString(), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Children(folder, record, watchdog);
    }

    /** From now on the child ends with us. Its command line must name the folder. */
    public void adopt(String name, ProcessHandle process, Farewell farewell) {
        var child = new Child(process.pid(), startedMillis(process), farewell, name);
        children.add(child);
        write();
        process.onExit().thenRun(() -> {
            children.remove(child);
            write();
        });
    }

    /** Those that have not ended. */
    public List<Child> living() {
        return List.copyOf(children);
    }

    /** Whether the process was started for the folder, by its command line. */
    static boolean mentions(ProcessHandle process, Path folder) {
        return commandLine(process).contains(folder.toString());
    }

    /** Linux is asked itself: the JDK takes a title a program gave itself, as Redis does, for a nameless argument. */
    private static String commandLine(ProcessHandle process) {
        try {
            var raw = Files.readAllBytes(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            return new String(raw, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    private static void reap(Path folder, Path record) throws IOException, InterruptedException {
        if (!Files.exists(record)) {
            return;
        }
        var stale = Files.readAllLines(record).stream().map(Child::parse).toList();
        for (var child : stale) {
            var process = ours(child, folder);
            if (process != null) {
                end(process, child.farewell());
            }
        }
        Files.delete(record);
    }

    private static ProcessHandle ours(Child child, Path folder) {
        return ProcessHandle.of(child.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(startedMillis(process) - child.startedMillis()) < 2_000)
                .filter(process -> mentions(process, folder))
                .orElse(null);
    }

    private static void end(ProcessHandle process, Farewell farewell) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(farewell, process.pid()))
                .start()
                .waitFor();
        var deadline = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly();
    }

    private static long startedMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String script() throws IOException {
        try (var in = Children.class.getResourceAsStream("watchdog.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private synchronized void write() {
        if (closed) {
            return; // the folder may be gone by now
        }
        try {
            var next = record.resolveSibling("children.next");
            Files.write(next, children.stream().map(Child::line).toList());
            Files.move(next, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the watchdog go; children that are still alive go with it. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        watchdog.getOutputStream().close();
    }
}
