package app.godo.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * How the three servers are to run.
 *
 * @param data where their data lives and survives a restart: the claimed folder
 * @param binaries where their programs are unpacked; may outlive {@code data} and be shared
 * @param ports where they listen, on the loopback address only
 * @param durable whether Postgres' answered writes survive a power cut, and Redis' but for the last second; Kafka leaves
 *     the flushing to the system. Off makes tests fast
 * @param startEmpty whether what an earlier run left in {@code data} is thrown away
 * @param started told of each server's name and the time it took
 */
public record Settings(
        Path data,
        Path binaries,
        Ports ports,
        boolean durable,
        boolean startEmpty,
        BiConsumer<String, Duration> started) {

    /** Paths are made absolute and real: they are how a process is recognised as ours. */
    public Settings {
        data = data.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
    }

    /** Fast servers on free ports that begin with nothing and tell nobody. */
    public static Settings forTests(Path data, Path binaries) {
        return new Settings(data, binaries, Ports.free(), false, true, (server, took) -> {});
    }
}
