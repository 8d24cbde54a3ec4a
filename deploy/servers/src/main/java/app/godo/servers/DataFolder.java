package app.godo.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A folder that one process at a time uses, and that nobody but its owner can read if it was made here. The operating
 * system gives the claim back when that process dies, whatever it dies of.
 */
public final class DataFolder implements AutoCloseable {
    /** What may be in a folder of ours before it is claimed for the first time. */
    private static final Set<String> BEFORE_THE_LOCK = Set.of("logs", "keys", "load");

    private final Lock lock;
    private final Children children;

    private DataFolder(Lock lock, Children children) {
        this.lock = lock;
        this.children = children;
    }

    /**
     * Makes the folder if need be, claims it, and ends the processes that a killed predecessor left running for it.
     *
     * @throws CannotStart when a living process holds it, or when it holds somebody else's files
     */
    public static DataFolder claim(Path folder) throws IOException, InterruptedException {
        return claim(folder, Duration.ZERO);
    }

    /** As {@link #claim(Path)}, and waits a while for a process that is about to give the folder back. */
    public static DataFolder claim(Path folder, Duration patience) throws IOException, InterruptedException {
        var place = folder.toAbsolutePath().normalize();
        make(place);
        var lock = Lock.take(place);
        for (long waited = 0; lock == null && waited < patience.toMillis(); waited += 100) {
            TimeUnit.MILLISECONDS.sleep(100);
            lock = Lock.take(place);
        }
        if (lock == null) {
            throw new CannotStart("Godo already runs on %s%s; ./godo down stops it."
                    .formatted(
                            place,
                            pid(place).isPresent() ? " (pid " + pid(place).getAsLong() + ")" : ""));
        }
        try {
            Files.writeString(pidFile(place), ProcessHandle.current().pid() + "\n");
            return new DataFolder(lock, Children.of(place));
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
        try (var lock = Lock.take(folder)) {
            return lock == null ? pid(folder) : OptionalLong.empty();
        }
    }

    /** The processes that end with this one; more may be adopted. */
    public Children children() {
        return children;
    }

    /** Permissions are ours to set only on what we made: {@code GODO_HOME} may name a folder that others live in. */
    private static void make(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } else if (isSomebodyElses(folder)) {
            throw new CannotStart(
                    "%s holds files that are not Godo's; name an empty folder, or a new one, in GODO_HOME."
                            .formatted(folder));
        }
    }

    private static boolean isSomebodyElses(Path folder) throws IOException {
        if (Files.exists(folder.resolve("lock"))) {
            return false;
        }
        try (var contents = Files.list(folder)) {
            return !contents.map(path -> path.getFileName().toString()).allMatch(BEFORE_THE_LOCK::contains);
        }
    }

    private static Path pidFile(Path folder) {
        return folder.resolve("pid");
    }

    private static OptionalLong pid(Path folder) throws IOException {
        var file = pidFile(folder);
        var written = Files.exists(file) ? Files.readString(file).strip() : "";
        return written.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(written));
    }

    /** Gives the folder back. Children that still live are ended. */
    @Override
    public void close() throws IOException {
        try (lock) {
            children.close();
        }
    }

    /** The lock on a folder, from one process and within it. */
    private record Lock(Path folder, FileChannel channel) implements AutoCloseable {
        /**
         * POSIX forgets a process's lock as soon as the process closes any channel to the file. So no second channel
         * is opened to one that is held here.
         */
        private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

        static Lock take(Path folder) throws IOException {
            var real = folder.toRealPath();
            if (!HELD_HERE.add(real)) {
                return null;
            }
            boolean taken = false;
            try {
                var channel =
                        FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                taken = channel.tryLock() != null;
                if (taken) {
                    return new Lock(real, channel);
                }
                channel.close();
                return null;
            } finally {
                if (!taken) {
                    HELD_HERE.remove(real);
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            HELD_HERE.remove(folder); // not before: the next one's channel would lose its lock to this close
        }
    }
}
