package app.godo.local;

import app.godo.servers.CannotStart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where things are on this machine.
 *
 * @param root the project's root folder
 * @param data what {@code ./godo up} keeps: servers' data, keys, logs
 */
record Home(Path root, Path data) {
    private static final long ROOM_NEEDED = 2L << 30;

    Home {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /** {@code GODO_HOME} moves the data folder, which is otherwise {@code .godo} in the project. */
    static Home of(Path root, Map<String, String> environment) {
        var moved = environment.get("GODO_HOME");
        return new Home(root, moved == null || moved.isBlank() ? root.resolve(".godo") : Path.of(moved));
    }

    Path keys() {
        return data.resolve("keys");
    }

    /** The object store of this machine. */
    Path images() {
        return data.resolve("images");
    }

    Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    Path binaries() {
        return data.resolve("binaries");
    }

    /** What runs a service, made by {@code mvn package}. */
    Path jar(GodoService service) {
        return root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** What the JVM remembers of the classes it loads, made by {@code ./godo up} when it builds; not by tests. */
    Path aotCache(GodoService service) {
        return jar(service).resolveSibling("app.aot");
    }

    /** Asked before the data folder is made, so on whatever of its path is there. */
    void requireRoom() throws IOException {
        var there = data;
        while (Files.notExists(there)) {
            there = there.getParent();
        }
        requireRoom(Files.getFileStore(there).getUsableSpace());
    }

    void requireRoom(long usable) {
        if (usable < ROOM_NEEDED) {
            throw new CannotStart(
                    "Only %d MB are free for %s, and Godo wants 2 GB; make room, or move it with GODO_HOME."
                            .formatted(usable >> 20, data));
        }
    }
}
