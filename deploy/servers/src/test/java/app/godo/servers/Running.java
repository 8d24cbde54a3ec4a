package app.godo.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Servers and the folder they run in, opened and closed together. */
final class Running implements AutoCloseable {
    static final Path BINARIES = Path.of("target/binaries");

    private final DataFolder folder;
    private final Servers servers;

    private Running(DataFolder folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    static Running start(Settings settings) throws Exception {
        var folder = DataFolder.claim(settings.data());
        try {
            return new Running(folder, Servers.start(folder, settings));
        } catch (Exception e) {
            folder.close();
            throw e;
        }
    }

    static Settings fast(Path data) {
        return Settings.forTests(data, BINARIES);
    }

    static Settings durable(Path data) {
        return new Settings(data, BINARIES, Ports.free(), true, false, (server, took) -> {});
    }

    Servers servers() {
        return servers;
    }

    Store store() {
        return new Store(servers);
    }

    List<Children.Child> children() {
        return folder.children().living();
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            servers.close();
        }
    }
}
