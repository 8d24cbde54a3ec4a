package app.godo.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** One process at a time uses a data folder; the operating system gives the claim back when that process dies. */
final class Claim implements AutoCloseable {
    private final FileChannel lock;

    private Claim(FileChannel lock) {
        this.lock = lock;
    }

    /** Makes the folder, for nobody but its owner to read, and claims it. */
    static Claim of(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        var holder = folder.resolve("pid");
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new CannotStart("Godo already runs on %s (pid %s); ./godo down stops it."
                    .formatted(
                            folder,
                            Files.exists(holder) ? Files.readString(holder).strip() : "unknown"));
        }
        Files.writeString(holder, ProcessHandle.current().pid() + "\n");
        return new Claim(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this very JVM
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
