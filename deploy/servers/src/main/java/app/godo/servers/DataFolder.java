package app.godo.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;

/**
 * A folder that one process at a time uses, and whose owner alone can read. The operating system gives the claim back
 * when that process dies, whatever it dies of.
 */
public final class DataFolder implements AutoCloseable {
    private final FileChannel lock;
    private final Children children;

    private DataFolder(FileChannel lock, Children children) {
        this.lock = lock;
        this.children = children;
    }

    /**
     * Makes the folder if need be, claims it, and ends the processes that a killed predecessor left running for it.
     *
     * @throws CannotStart when a living process holds it
     */
    public static DataFolder claim(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        var lock = lock(folder);
        if (lock == null) {
            throw new CannotStart("Godo already runs on %s%s; ./godo down stops it."
                    .formatted(
                            folder,
                            pid(folder).isPresent() ? " (pid " + pid(folder).getAsLong() + ")" : ""));
        }
        try {
            Files.writeString(pidFile(folder), ProcessHandle.current().pid() + "\n");
            return new DataFolder(lock, Children.of(folder));
        } catch (IOException | InterruptedException e) {
            lock.close();
            throw e;
        }
    }

    /** The process that holds the folder now, if one does. */
    public static OptionalLong holder(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("lock"))) {
            return OptionalLong.empty();
        }
        try (var lock = lock(folder)) {
            return lock == null ? pid(folder) : OptionalLong.empty();
        }
    }

    /** The processes that end with this one; more may be adopted. */
    public Children children() {
        return children;
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very JVM
        }
        channel.close();
        return null;
    }

    private static Path pidFile(Path folder) {
        return folder.resolve("pid");
    }

    private static OptionalLong pid(Path folder) throws IOException {
        var file = pidFile(folder);
        return Files.exists(file)
                ? OptionalLong.of(Long.parseLong(Files.readString(file).strip()))
                : OptionalLong.empty();
    }

    /** Gives the folder back. Children that still live are ended. */
    @Override
    public void close() throws IOException {
        try (lock) {
            children.close();
        }
    }
}
