package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code ./godo up} that is ended before it is up: seven starts and three whole fleets, so it belongs to {@code ./godo campaign}. */
@EnabledIfSystemProperty(named = "godo.campaign", matches = "true")
class StoppedWhileStartingTest {
    @TempDir
    Path work;

    private Launcher launcher;
    private Process up;

    @BeforeEach
    void prepare() throws IOException {
        launcher = new Launcher(work);
    }

    @AfterEach
    void end() throws Exception {
        up.destroy();
        up.waitFor(60, TimeUnit.SECONDS);
    }

    @Test
    void sigkill_leaves_nothing_and_the_next_up_works() throws Exception {
        for (var moment : new String[] {"/initdb ", "/pg_ctl ", "/redis-server"}) {
            startUntilThereIs(moment);
            up.destroyForcibly().waitFor();
            assertNothingIsLeft(Duration.ofSeconds(30));
        }
        up = launcher.up();
    }

    @Test
    void sigterm_leaves_nothing_and_the_next_up_works() throws Exception {
        for (var moment : new String[] {"/initdb ", "/bin/postgres "}) {
            startUntilThereIs(moment);
            up.destroy();
            assertStopsWithoutComplaint();
        }
        up = launcher.up();
    }

    @Test
    void ctrl_c_leaves_nothing_and_the_next_up_works() throws Exception {
        for (var moment : new String[] {"/initdb ", "/pg_ctl "}) {
            startUntilThereIs(moment);
            Launcher.interruptGroupOf(up);
            assertStopsWithoutComplaint();
        }
        up = launcher.up();
    }

    private void startUntilThereIs(String program) throws IOException, InterruptedException {
        up = launcher.godo("up");
        while (launcher.running().stream().noneMatch(line -> line.contains(program))) {
            assertThat(up.isAlive()).as(launcher::said).isTrue();
            Thread.sleep(1);
        }
    }

    private void assertStopsWithoutComplaint() throws InterruptedException {
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.said()).contains("Stopped in").doesNotContain("failed", "Exception");
        assertNothingIsLeft(Duration.ofSeconds(1));
    }

    private void assertNothingIsLeft(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!launcher.running().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(launcher.running()).isEmpty();
    }
}
