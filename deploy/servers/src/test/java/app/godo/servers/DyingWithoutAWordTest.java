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
import java.util.stream.Stream;

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
    void a_jvm_killed_in_the_middle_of_its_start_leaves_nothing_and_the_next_start_works() throws Exception {
        for (var moment : List.of("/initdb", "/pg_ctl", "/postgres", "/redis-server")) {
            var jvm = launchJvm();
            awaitProcessOf(moment, jvm);
            jvm.destroyForcibly().waitFor();

            assertThat(nobodyIsLeftWithin(Duration.ofSeconds(20))).as(moment).isTrue();
        }
        try (var running = Running.start(Running.durable(work.resolve("data")))) {
            running.store().write("works");
        }
    }

    @Test
    void a_start_right_after_the_death_is_not_disturbed_by_the_watchdog_of_the_dead() throws Exception {
        var jvm = startJvm();
        var watchdog = watchdogOf(jvm);
        jvm.destroyForcibly().waitFor();

        try (var running = Running.start(Running.durable(work.resolve("data")))) {
            assertThat(watchdog.isAlive()).isFalse();
            assertThat(running.store().read()).containsExactly("kept", "kept", "kept");
        }
    }

    @Test
    void an_orderly_end_takes_the_watchdog_along() throws Exception {
        var watchdogs = ProcessHandle.current().children().filter(DyingWithoutAWordTest::isWatchdog);
        assertThat(watchdogs).isEmpty();
        var claimed = DataFolder.claim(work.resolve("data"));
        var watchdog = ProcessHandle.current()
                .children()
                .filter(DyingWithoutAWordTest::isWatchdog)
                .findFirst()
                .orElseThrow();

        claimed.close();

        assertThat(watchdog.isAlive()).isFalse();
    }

    @Test
    void a_postgres_that_nobody_recorded_is_ended_by_the_next_claim() throws Exception {
        var jvm = startJvm();
        var children = children();
        watchdogOf(jvm).destroyForcibly();
        jvm.destroyForcibly().waitFor();
        Files.delete(work.resolve("data/children"));

        DataFolder.claim(work.resolve("data")).close();

        assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void a_recorded_pid_that_belongs_to_somebody_else_by_now_is_left_alone() throws Exception {
        var data = Files.createDirectories(work.resolve("data"));
        var stranger = new ProcessBuilder("sleep", "600").start();
        var ours = new ProcessBuilder("sh", "-c", "sleep 600 # " + data).start();
        try {
            long started = Proc.started(ours.pid());
            var otherProgram = "%d %d TERM same-pid-other-program".formatted(stranger.pid(), started);
            var otherTime = "%d %d TERM same-pid-other-time".formatted(ours.pid(), started - 1);
            Files.write(data.resolve("children"), List.of(otherProgram, otherTime));
            Children.of(data).close();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(ours.isAlive()).isTrue();

            Files.writeString(data.resolve("children"), "%d %d TERM child\n".formatted(ours.pid(), started));
            Children.of(data).close();
            assertThat(ours.isAlive()).isFalse();
        } finally {
            stranger.destroyForcibly();
            ours.destroyForcibly();
        }
    }

    @Test
    void the_watchdog_leaves_alone_a_pid_that_was_given_to_somebody_else() throws Exception {
        var data = work.resolve("data");
        var jvm = startJvm();
        var other = new ProcessBuilder("sh", "-c", "sleep 600 # " + data).start();
        try {
            var record = Files.readString(data.resolve("children"));
            Files.writeString(
                    data.resolve("children"),
                    record + "%d %d TERM same-pid-other-time\n".formatted(other.pid(), Proc.started(other.pid()) - 1));
            var watchdog = watchdogOf(jvm);
            jvm.destroyForcibly().waitFor();

            assertThat(endsWithin(Duration.ofSeconds(20), watchdog)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.descendants().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly();
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
        var jvm = launchJvm();
        for (int i = 0; i < 1200 && !Files.exists(work.resolve("ready")); i++) {
            assertThat(jvm.isAlive())
                    .as(() -> "the JVM with the servers: " + output())
                    .isTrue();
            Thread.sleep(50);
        }
        return jvm;
    }

    private Process launchJvm() throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersProcess.class.getName(),
                        work.resolve("data").toString(),
                        work.resolve("ready").toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
    }

    private void awaitProcessOf(String program, Process jvm) throws InterruptedException {
        while (programs().noneMatch(running -> running.contains(program))) {
            assertThat(jvm.isAlive()).as(this::output).isTrue();
            Thread.sleep(1);
        }
    }

    private boolean nobodyIsLeftWithin(Duration patience) throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (programs().findAny().isPresent() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        return programs().findAny().isEmpty();
    }

    /** What runs with this test's folder in its command line, by program. */
    private Stream<String> programs() {
        return ProcessHandle.allProcesses()
                .filter(process -> Children.mentions(process, work.resolve("data")))
                .map(process -> Proc.program(process.pid()).toString())
                .filter(program -> !program.endsWith("java")); // the JVM itself
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
                .filter(DyingWithoutAWordTest::isWatchdog)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWatchdog(ProcessHandle process) {
        return Proc.arguments(process.pid()).contains("godo-watchdog");
    }

    private static boolean endsWithin(Duration patience, ProcessHandle process) throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        return !process.isAlive();
    }
}
