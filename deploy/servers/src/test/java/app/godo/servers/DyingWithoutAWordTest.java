package app.godo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

class DyingWithoutAWordTest {
    @TempDir
    Path work;

    @Test
    void the_watchdog_ends_the_children_of_a_killed_jvm() throws Exception {
        var jvm = startJvm();
        var children = children();
        assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);

        jvm.destroyForcibly().waitFor();

        for (var child : children) {
            assertThat(endsWithin(Duration.ofSeconds(20), child)).isTrue();
        }
    }

    @Test
    void the_next_start_reaps_what_even_the_watchdog_could_not_end() throws Exception {
        var jvm = startJvm();
        var children = children();
        watchdogOf(jvm).destroyForcibly();
        jvm.destroyForcibly().waitFor();
        Thread.sleep(1000);
        assertThat(children).allMatch(ProcessHandle::isAlive);

        try (var running = Running.start(Running.durable(work.resolve("data")))) {
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(running.store().read()).containsExactly("kept", "kept", "kept");
        }
    }

    @Test
    void a_recorded_pid_that_belongs_to_somebody_else_by_now_is_left_alone() throws Exception {
        var data = Files.createDirectories(work.resolve("data"));
        var stranger = new ProcessBuilder("sleep", "600").start();
        var ours = new ProcessBuilder("sh", "-c", "sleep 600 # " + data).start();
        try {
            long now = System.currentTimeMillis();
            Files.write(
                    data.resolve("children"),
                    List.of(
                            "%d %d TERM same-pid-other-program".formatted(stranger.pid(), now),
                            "%d %d TERM same-pid-other-time".formatted(ours.pid(), now - 3_600_000)));
            Children.of(data).close();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(ours.isAlive()).isTrue();

            Files.writeString(data.resolve("children"), "%d %d TERM child\n".formatted(ours.pid(), now));
            Children.of(data).close();
            assertThat(ours.isAlive()).isFalse();
        } finally {
            stranger.destroyForcibly();
            ours.destroyForcibly();
        }
    }

    @Test
    void a_lock_file_of_postgres_that_names_a_stranger_does_not_stop_the_start() throws Exception {
        var settings = Running.durable(work.resolve("data"));
        Running.start(settings).close();
        // after a power cut the pid may be anybody's: here it is this test's
        Files.writeString(
                settings.data().resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (var running = Running.start(settings)) {
            assertThat(running.store().setting("server_version")).startsWith("18");
        }
    }

    private Process startJvm() throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var jvm = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersProcess.class.getName(),
                        work.resolve("data").toString(),
                        work.resolve("ready").toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        for (int i = 0; i < 1200 && !Files.exists(work.resolve("ready")); i++) {
            assertThat(jvm.isAlive())
                    .as(() -> "the JVM with the servers: " + output())
                    .isTrue();
            Thread.sleep(50);
        }
        return jvm;
    }

    private String output() {
        try {
            return Files.readString(work.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<ProcessHandle> children() throws IOException {
        var state = new Properties();
        try (var in = Files.newInputStream(work.resolve("ready"))) {
            state.load(in);
        }
        return state.values().stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid.toString())).orElseThrow())
                .toList();
    }

    private static ProcessHandle watchdogOf(Process jvm) {
        return jvm.children()
                .filter(child -> child.info().commandLine().orElse("").contains("godo-watchdog"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean endsWithin(Duration patience, ProcessHandle process) throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        return !process.isAlive();
    }
}
