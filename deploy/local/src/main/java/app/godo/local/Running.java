package app.godo.local;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;

/** A fleet that lives as long as this process: Ctrl-C and SIGTERM stop it, and the watchdog sees to any other death. */
final class Running {
    private final Fleet fleet;
    private final Steps steps;
    private volatile boolean stopping;

    private Running(Fleet fleet, Steps steps) {
        this.fleet = fleet;
        this.steps = steps;
    }

    /** Starts the servers and the services; from the first moment on, the end of this process is the end of them. */
    static Running start(Home home, PortPlan ports, Steps steps, EnumSet<GodoService> services) throws Exception {
        // before anything logs: what the embedded servers say belongs into a file
        System.setProperty("org.slf4j.simpleLogger.logFile", home.log("servers").toString());
        var running = new Running(Fleet.claim(home, ports, steps), steps);
        Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
        try {
            running.fleet.startServers();
            running.fleet.startServices(services);
        } catch (Exception e) {
            if (running.stopping) {
                running.untilStopped(); // somebody pressed Ctrl-C: of course it failed
            }
            throw e;
        }
        running.fleet.processes().forEach(running::watch);
        return running;
    }

    Fleet fleet() {
        return fleet;
    }

    void untilStopped() throws InterruptedException {
        new CountDownLatch(1).await(); // the shutdown hook does the rest
    }

    private void watch(ServiceProcess process) {
        process.whenEnded(code -> {
            if (!stopping) {
                steps.line(
                        process.service().module(),
                        "ENDED",
                        "code %d, see %s".formatted(code, fleet.logs(process.service())));
            }
        });
    }

    private void stop() {
        stopping = true;
        steps.say("\nStopping …");
        long begin = System.nanoTime();
        try {
            fleet.close();
            steps.say("Stopped in %.1f s.".formatted((System.nanoTime() - begin) / 1e9));
        } catch (IOException e) {
            steps.say("Stopped, but: " + e);
        }
    }
}
