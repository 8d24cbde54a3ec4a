package app.godo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class WatchTest {
    @Test
    void it_acts_when_the_last_of_the_watched_has_ended_and_not_before() throws Exception {
        var acted = new CountDownLatch(1);
        var watch = new Watch(acted::countDown);
        var one = new ProcessBuilder("sleep", "600").start();
        var other = new ProcessBuilder("sleep", "600").start();
        watch.add(one.pid());
        watch.add(other.pid());
        watch.add(other.pid()); // asked for twice by two modules of one Maven

        one.destroyForcibly().waitFor();
        assertThat(acted.await(500, TimeUnit.MILLISECONDS)).isFalse();

        other.destroyForcibly().waitFor();
        assertThat(acted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_that_is_gone_already_counts_as_ended() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        var acted = new CountDownLatch(1);
        new Watch(acted::countDown).add(gone.pid());
        assertThat(acted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
