package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class TestServersTest {
    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void those_of_the_next_run_wait_until_those_of_the_last_have_stopped() throws Exception {
        var firstRun = start(new ProcessBuilder("sleep", "600"));
        var first = servers(firstRun.pid(), "first");
        awaitState(first, "first");

        firstRun.destroyForcibly().waitFor();
        while (Files.exists(state())) {
            Thread.sleep(1);
        }
        assertThat(first.isAlive()).isTrue(); // it still stops its servers
        var second = servers(ProcessHandle.current().pid(), "second");

        awaitState(second, "second");
        assertThat(first.isAlive()).isFalse();
    }

    @Test
    void a_migration_that_fails_ends_them_at_once_with_its_message() throws Exception {
        var broken = Files.createDirectories(root.resolve("extra/db/migration"));
        Files.writeString(broken.resolve("V99__broken.sql"), "create table nowhere.to_be_found ();");

        var process = servers(ProcessHandle.current().pid(), "broken", root.resolve("extra"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::said).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(said()).contains("V99__broken.sql").contains("schema \"nowhere\" does not exist");
        assertThat(state()).doesNotExist();
    }

    private Process servers(long watched, String word, Path... ahead) throws IOException {
        var classes = new ArrayList<String>();
        for (var path : ahead) {
            classes.add(path.toString());
        }
        classes.add(System.getProperty("java.class.path"));
        return start(new ProcessBuilder(
                        Jvm.java(),
                        "-Xmx256m",
                        "-cp",
                        String.join(File.pathSeparator, classes),
                        TestServers.class.getName(),
                        root.toString(),
                        Long.toString(watched),
                        word)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile()));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitState(Process process, String word) throws Exception {
        for (int i = 0;
                i < 1200 && !(Files.exists(state()) && Files.readString(state()).contains("start=" + word));
                i++) {
            assertThat(process.isAlive()).as(this::said).isTrue();
            Thread.sleep(50);
        }
        assertThat(state()).content().contains("start=" + word);
    }

    private Path state() {
        return root.resolve("target/test-servers/servers.properties");
    }

    private String said() {
        try {
            return Files.readString(root.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
