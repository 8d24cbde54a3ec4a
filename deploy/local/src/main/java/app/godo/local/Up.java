package app.godo.local;

import app.godo.local.demo.DemoCity;
import app.godo.local.demo.UnexpectedAnswer;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;

/** {@code ./godo up}: the whole fleet, the demo city, and a table of what runs where. */
final class Up {
    private static final String INVITATION = """

            Try it, as %2$s (password "%3$s"):
              token=$(curl -s %1$s/api/v1/auth/login -H 'content-type: application/json' \\
                -d '{"email":"%2$s","password":"%3$s"}' | cut -d '"' -f 4)
              curl -s "%1$s/api/v1/events/feed?limit=3" -H "authorization: Bearer $token"

            Up in %4$.1f s%5$s. Ctrl-C stops everything; so does ./godo down.""";

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
        boolean filled = fillCity(running.fleet());
        steps.say("");
        new Table(running.fleet(), ports).lines().forEach(steps::say);
        steps.say(INVITATION.formatted(
                running.fleet().url(),
                DemoCity.FIRST,
                DemoCity.PASSWORD,
                (System.nanoTime() - begin) / 1e9,
                filled ? "" : ", but without the demo city (see above)"));
        running.untilStopped();
        return 0;
    }

    private boolean fillCity(Fleet fleet) throws InterruptedException {
        steps.line("demo city", "filling", "its events are ingested first, which may take a minute");
        long begin = System.nanoTime();
        try {
            var seen = fleet.fillDemoCity();
            steps.done("demo city", "ready", Duration.ofNanos(System.nanoTime() - begin));
            steps.line("", "", seen);
            return true;
        } catch (IOException | UnexpectedAnswer e) {
            steps.line("demo city", "NOT FILLED", e.getMessage());
            return false;
        }
    }
}
