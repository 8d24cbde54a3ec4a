package app.godo.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The servers in a JVM of their own, for tests that kill it. Arguments: data folder, file to write when up. */
final class ServersProcess {
    private ServersProcess() {}

    public static void main(String[] arguments) throws Exception {
        var running = Running.start(Running.durable(Path.of(arguments[0])));
        running.store().write("kept");
        var state = new Properties();
        running.children().forEach(child -> state.setProperty(child.name(), Long.toString(child.pid())));
        var ready = Path.of(arguments[1]);
        try (var out = Files.newOutputStream(ready.resolveSibling("ready.next"))) {
            state.store(out, null);
        }
        Files.move(ready.resolveSibling("ready.next"), ready);
        Thread.currentThread().join();
    }
}
