package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./godo up} as a process: however it ends, its children end with it, and nobody else does. */
class DyingLauncherTest {
    @TempDir
    Path work;

    private final int base = PortPlan.anywhere().base();
    private Process bystander;
    private Process up;

    @BeforeEach
    void start() throws Exception {
        PretendService.installFor(work.resolve("project"));
        bystander = new ProcessBuilder("sh", "-c", "sleep 600 # " + work.resolve("data")).start();
        up = godo("up");
        for (int i = 0; i < 1200 && !said().contains("Up in"); i++) {
            assertThat(up.isAlive()).as(this::said).isTrue();
            Thread.sleep(100);
        }
    }

    @AfterEach
    void end() {
        bystander.descendants().forEach(ProcessHandle::destroyForcibly);
        bystander.destroyForcibly();
        up.destroyForcibly();
    }

    @Test
    void sigterm_stops_every_child_in_order() throws Exception {
        var children = children();
        up.destroy();

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said()).contains("Stopped in");
        assertAllEnded(children, Duration.ofSeconds(1));
    }

    @Test
    void sigkill_leaves_no_child_behind() throws Exception {
        var children = children();
        up.destroyForcibly().waitFor();

        assertAllEnded(children, Duration.ofSeconds(30));
    }

    @Test
    void a_second_up_is_refused_in_one_sentence_and_down_ends_the_first() throws Exception {
        var children = children();

        var second = godo("up");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said("up-2"))
                .isEqualTo("Godo starts in %s\nGodo already runs on %1$s (pid %d); ./godo down stops it.\n"
                        .formatted(work.resolve("data"), up.pid()));
        assertThat(children).allMatch(ProcessHandle::isAlive);

        assertThat(godo("down").waitFor()).isZero();
        assertAllEnded(children, Duration.ofSeconds(1));
        assertThat(godo("down").waitFor()).isZero();
        assertThat(said("down-4")).isEqualTo("Nothing runs on %s.\n".formatted(work.resolve("data")));
    }

    private void assertAllEnded(List<ProcessHandle> children, Duration patience) throws InterruptedException {
        assertThat(children).hasSizeGreaterThanOrEqualTo(10); // eight services, postgres, redis
        long deadline = System.nanoTime() + patience.toNanos();
        while (children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(bystander.isAlive()).isTrue();
    }

    /** From the record that the watchdog reads. */
    private List<ProcessHandle> children() throws IOException {
        return Files.readAllLines(work.resolve("data/children")).stream()
                .map(line -> Long.parseLong(line.split(" ")[0]))
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private int calls;

    private Process godo(String command) throws IOException {
        calls++;
        var builder = new ProcessBuilder(
                        Jvm.java(),
                        "-Xmx256m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dgodo.root=" + work.resolve("project"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Godo.class.getName(),
                        command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(command + "-" + calls).toFile());
        builder.environment().put("GODO_HOME", work.resolve("data").toString());
        builder.environment().put("GODO_PORT", Integer.toString(base));
        return builder.start();
    }

    private String said() {
        return said("up-1");
    }

    private String said(String call) {
        try {
            return Files.readString(work.resolve(call));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
