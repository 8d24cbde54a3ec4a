package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.godo.servers.OwnSession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the {@code godo} script starts, as processes of a project whose services are pretended. */
final class Launcher {
    private final Path work;
    private final PortPlan ports = PortPlan.anywhere();
    private int calls;

    Launcher(Path work) throws IOException {
        this.work = work;
        PretendService.installFor(work.resolve("project"));
    }

    Path data() {
        return work.resolve("data");
    }

    PortPlan ports() {
        return ports;
    }

    /** In a session of its own, as a terminal gives one: a signal to its group reaches whoever shares it. */
    Process godo(String command) throws IOException {
        calls++;
        var builder = new ProcessBuilder(OwnSession.of(List.of(
                        // tests that a shell started in the background ignore it, and so would what they start
                        "env",
                        "--default-signal=INT",
                        Jvm.java(),
                        "-Xmx256m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dgodo.root=" + work.resolve("project"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Godo.class.getName(),
                        command)))
                .redirectErrorStream(true)
                .redirectOutput(output(calls).toFile());
        builder.environment().put("GODO_HOME", data().toString());
        builder.environment().put("GODO_PORT", Integer.toString(ports.base()));
        return builder.start();
    }

    /** {@code ./godo up}, when it is up. */
    Process up() throws IOException, InterruptedException {
        var up = godo("up");
        for (int i = 0; i < 1200 && !said().contains("Up in"); i++) {
            assertThat(up.isAlive()).as(this::said).isTrue();
            Thread.sleep(100);
        }
        return up;
    }

    /** What the last call said. */
    String said() {
        return said(calls);
    }

    String said(int call) {
        try {
            return Files.readString(output(call));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path output(int call) {
        return work.resolve("said-" + call);
    }

    /** From the record that the watchdog reads. */
    List<ProcessHandle> children() throws IOException {
        return Files.readAllLines(data().resolve("children")).stream()
                .map(line -> Long.parseLong(line.split(" ")[0]))
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    /** The command lines of what runs for the data folder, beside a launcher and its watchdog. */
    List<String> running() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(data().toString()))
                .filter(line -> !line.contains("godo-watchdog"))
                .toList();
    }

    /** As Ctrl-C in a terminal does. */
    static void interruptGroupOf(Process process) throws IOException, InterruptedException {
        signal("-INT", "-" + process.pid());
    }

    private static void signal(String signal, String target) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", signal, "--", target).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
