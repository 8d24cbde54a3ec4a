package app.godo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** How much memory a process and those it started hold, shared pages counted once. */
final class Memory {
    private Memory() {}

    static long megabytes(long pid) {
        // our own children are processes of their own in the table
        var started = pid == ProcessHandle.current().pid()
                ? LongStream.empty()
                : ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), started)
                        .map(Memory::kilobytes)
                        .sum()
                / 1024;
    }

    private static long kilobytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return resident(pid); // not Linux
        }
    }

    private static long resident(long pid) {
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            var said = new String(ps.getInputStream().readAllBytes()).strip();
            return said.isEmpty() ? 0 : Long.parseLong(said);
        } catch (IOException e) {
            return 0;
        }
    }
}
