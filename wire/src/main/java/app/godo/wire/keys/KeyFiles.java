package app.godo.wire.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Key material by name, from the directory that operations mount. On a developer's machine a missing key is made once;
 * anywhere else it stops the service with a clear word.
 */
@ApplicationScoped
public class KeyFiles {

    /** Where keys are and whether they may be made. */
    @ConfigMapping(prefix = "godo.keys")
    public interface KeysConfig {

        /** The directory of the key files. */
        @WithDefault(".godo/keys")
        Path directory();

        /** Whether a missing key is made: development only. */
        @WithDefault("false")
        boolean create();
    }

    private final KeysConfig config;

    KeyFiles(KeysConfig config) {
        this.config = config;
    }

    /** Key files of a directory where a missing one may be made. */
    public static KeyFiles in(Path directory) {
        return new KeyFiles(new KeysConfig() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public boolean create() {
                return true;
            }
        });
    }

    /** The content of a key file. Reads the disk: at start, or on a worker thread. */
    public byte[] read(String name, Supplier<byte[]> maker) {
        var file = config.directory().resolve(name);
        try {
            if (config.create() && !Files.exists(file)) {
                make(file, maker.get());
            }
            if (!Files.isReadable(file)) {
                throw new IllegalStateException(
                        "There is no key file %s; mount it, or set godo.keys.create on a developer's machine."
                                .formatted(file));
            }
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("The key file %s cannot be read.".formatted(file), broken);
        }
    }

    /** Whole or not at all: services that start together agree on the first one's key. */
    private static void make(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        var draft = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, content, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // a service that started with us made it first: that one counts
        } finally {
            Files.delete(draft);
        }
    }
}
