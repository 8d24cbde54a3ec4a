package app.godo.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux itself says of a process. The JDK is not asked: it takes a title that a program gave itself, as Redis does,
 * for a nameless argument, and rounds the time of a start.
 */
final class Proc {
    private Proc() {}

    /** The words it was started with; none for one that is gone. */
    static List<String> arguments(long pid) {
        try {
            var raw = Files.readAllBytes(file(pid, "cmdline"));
            return List.of(new String(raw, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** The program it runs; the root folder for one that is gone, and for a kernel thread, which runs none. */
    static Path program(long pid) {
        try {
            return Files.readSymbolicLink(file(pid, "exe"));
        } catch (IOException gone) {
            return Path.of("/");
        }
    }

    /** When it started, in the kernel's ticks since it booted; with the pid it is never given twice. */
    static long started(long pid) {
        try {
            var stat = Files.readString(file(pid, "stat"));
            // the second field is a name in brackets and may hold anything; the start is the 22nd
            return Long.parseLong(stat.substring(stat.lastIndexOf(") ") + 2).split(" ")[19]);
        } catch (IOException gone) {
            return -1;
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
