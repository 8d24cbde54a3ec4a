package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./godo up} as a process: however it ends, its children end with it, and nobody else does. */
class DyingLauncherTest {
    @TempDir
    Path work;

    private Launcher launcher;
    private Process bystander;
    private Process up;

    @BeforeEach
    void start() throws Exception {
        launcher = new Launcher(work);
        bystander = new ProcessBuilder("sh", "-c", "sleep 600 # " + launcher.data()).start();
        up = launcher.up();
    }

    @AfterEach
    void end() {
        bystander.descendants().forEach(ProcessHandle::destroyForcibly);
        bystander.destroyForcibly();
        up.destroyForcibly();
    }

    @Test
    void sigterm_stops_every_child_in_order() throws Exception {
        var children = launcher.children();
        up.destroy();

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.said()).contains("Stopped in").doesNotContain("ENDED");
        assertAllEnded(children, Duration.ofSeconds(1));
        assertTheGatewayWentFirstAndServersLast();
    }

    @Test
    void ctrl_c_which_every_process_of_the_terminal_hears_stops_them_in_the_same_order() throws Exception {
        var children = launcher.children();
        Launcher.interruptGroupOf(up);

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.said()).contains("Stopped in").doesNotContain("ENDED");
        assertAllEnded(children, Duration.ofSeconds(1));
        assertTheGatewayWentFirstAndServersLast();
    }

    @Test
    void a_fleet_whose_city_could_not_be_filled_says_so_at_the_end() {
        assertThat(launcher.said()) // pretended services let nobody sign up
                .contains("NOT FILLED")
                .containsPattern("Up in .* s, but without the demo city \\(see above\\)\\. Ctrl-C stops everything");
    }

    @Test
    void sigkill_leaves_no_child_behind() throws Exception {
        var children = launcher.children();
        up.destroyForcibly().waitFor();

        assertAllEnded(children, Duration.ofSeconds(30));
    }

    @Test
    void a_second_up_is_refused_in_one_sentence_and_down_ends_the_first() throws Exception {
        var children = launcher.children();

        var second = launcher.godo("up");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(launcher.said())
                .isEqualTo("Godo starts in %s\nGodo already runs on %1$s (pid %d); ./godo down stops it.\n"
                        .formatted(launcher.data(), up.pid()));
        assertThat(children).allMatch(ProcessHandle::isAlive);

        assertThat(launcher.godo("down").waitFor()).isZero();
        assertAllEnded(children, Duration.ofSeconds(1));
        assertThat(launcher.godo("down").waitFor()).isZero();
        assertThat(launcher.said()).isEqualTo("Nothing runs on %s.\n".formatted(launcher.data()));
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

    private void assertTheGatewayWentFirstAndServersLast() {
        assertThat(launcher.data().resolve("logs/gateway.log")).content().contains("those it asks are still there");
        for (var service : GodoService.values()) {
            assertThat(launcher.data().resolve("logs/" + service.module() + ".log"))
                    .content()
                    .contains("its servers are still there");
        }
    }
}
