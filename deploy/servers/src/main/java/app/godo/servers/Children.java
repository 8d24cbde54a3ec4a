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
 * watchdog could not end, the next start on the folder reaps. Both look for {@link Strays}, too.
 */
public final class Children implements AutoCloseable {
    /** How a child is asked to leave. */
    public enum Farewell {
        TERM,
        /** Postgres waits for its clients on TERM and leaves at once on INT. */
        INT
    }

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Longer than it gives the children. */
    private static final Duration WATCHDOGS_PATIENCE = Duration.ofSeconds(30);

    private static final String WATCHDOG = "godo-watchdog";

    /** One process of ours; pid and start time (in the kernel's ticks) together are never given twice. */
    public record Child(long pid, long started, Farewell farewell, String name) {
        private static Child parse(String line) {
            var fields = line.split(" ", 4);
            return new Child(
                    Long.parseLong(fields[0]), Long.parseLong(fields[1]), Farewell.valueOf(fields[2]), fields[3]);
        }

        private String line() {
            return "%d %d %s %s".formatted(pid, started, farewell, name);
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
        awaitEarlierWatchdog(folder);
        reap(folder, record);
        var script = script();
        var watchdog = new ProcessBuilder("/bin/sh", "-c", script, WATCHDOG, record.toString(), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Children(folder, record, watchdog);
    }

    /** From now on the child ends with us. Its command line must name the folder. */
    public void adopt(String name, ProcessHandle process, Farewell farewell) {
        var child = new Child(process.pid(), Proc.started(process.pid()), farewell, name);
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
        return String.join(" ", Proc.arguments(process.pid())).contains(folder.toString());
    }

    /** The watchdog of one that was killed may still be at work; what we start must not be there while it looks. */
    private static void awaitEarlierWatchdog(Path folder) throws InterruptedException {
        var watchdogs = ProcessHandle.allProcesses()
                .filter(process -> Proc.arguments(process.pid()).containsAll(List.of(WATCHDOG, folder.toString())))
                .toList();
        for (var watchdog : watchdogs) {
            await(watchdog, WATCHDOGS_PATIENCE);
            watchdog.destroyForcibly();
        }
    }

    private static void reap(Path folder, Path record) throws IOException, InterruptedException {
        if (Files.exists(record)) {
            for (var line : Files.readAllLines(record)) {
                var child = Child.parse(line);
                var process = ours(child, folder);
                if (process != null) {
                    end(process, child.farewell());
                }
            }
            Files.delete(record);
        }
        for (var stray : Strays.of(folder)) {
            end(stray, Strays.farewell(stray));
        }
    }

    private static ProcessHandle ours(Child child, Path folder) {
        return ProcessHandle.of(child.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> Proc.started(process.pid()) == child.started())
                .filter(process -> mentions(process, folder))
                .orElse(null);
    }

    /** Asks a process to leave, and makes it when it does not. */
    static void end(ProcessHandle process, Farewell farewell) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(farewell, process.pid()))
                .start()
                .waitFor();
        await(process, PATIENCE);
        process.destroyForcibly();
    }

    /** Looks again and again: word of an end comes by one thread of the JVM, which may be the one that waits for us. */
    static void await(ProcessHandle process, Duration patience) throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
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

    /** Lets the watchdog go and waits for it; children that are still alive go with it. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        try (var out = watchdog.getOutputStream()) {
            out.write("closed".getBytes(StandardCharsets.US_ASCII));
        }
        try {
            watchdog.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
