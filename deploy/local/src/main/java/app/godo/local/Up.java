package app.godo.local;

import java.util.EnumSet;

/** {@code ./godo up}: the whole fleet, the demo city, and a table of what runs where. */
final class Up {
    private final Home home;
    private final PortPlan ports;
    private final Steps steps;

    Up(Home home, PortPlan ports, Steps steps) {
        this.home = home;
        this.ports = ports;
        this.steps = steps;
    }

    int run() throws Exception {
        long begin = System.nanoTime();
        steps.say("Godo starts in " + home.data());
        var running = Running.start(home, ports, steps, EnumSet.allOf(GodoService.class));
        steps.say("");
        new Table(running.fleet(), ports).lines().forEach(steps::say);
        steps.say("\nUp in %.1f s. Ctrl-C stops everything; so does ./godo down."
                .formatted((System.nanoTime() - begin) / 1e9));
        running.untilStopped();
        return 0;
    }
}
