package app.godo.local;

import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code ./godo down}: ends the process that holds the data folder, and waits until it has ended all the others. */
final class Down {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final Steps steps;

    Down(Home home, Steps steps) {
        this.home = home;
        this.steps = steps;
    }

    int run() throws IOException, InterruptedException {
        var holder = DataFolder.holder(home.data());
        if (holder.isEmpty()) {
            steps.say("Nothing runs on " + home.data() + ".");
            return 0;
        }
        var process = ProcessHandle.of(holder.getAsLong())
                .orElseThrow(
                        () -> new CannotStart("The process that holds %s cannot be found.".formatted(home.data())));
        long begin = System.nanoTime();
        process.destroy();
        while (DataFolder.holder(home.data()).isPresent()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new CannotStart("Godo (pid %d) does not stop; kill -9 it, and its children end by themselves."
                        .formatted(process.pid()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        steps.say("Stopped in %.1f s.".formatted((System.nanoTime() - begin) / 1e9));
        return 0;
    }
}
