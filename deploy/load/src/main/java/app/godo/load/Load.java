package app.godo.load;

import app.godo.local.Fleet;
import app.godo.local.FleetMemory;
import app.godo.local.GodoService;
import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;

/** {@code ./godo load}: a fleet of its own, a crowd, the load, the figures. Ends with 1 if anything went wrong. */
public final class Load {
    /** With the others' 100 swipes a second: what design.md asks the 99th percentile of. */
    private static final int SAMPLES_PER_SECOND = 40;

    private static final int SAMPLING_PEOPLE = 40;
    private static final int OTHERS_PER_SECOND = 60;
    private static final Duration SAMPLING = Duration.ofSeconds(25);

    private final Fleet fleet;
    private final Settings settings;
    private long othersErrors;

    private Load(Fleet fleet, Settings settings) {
        this.fleet = fleet;
        this.settings = settings;
    }

    /** Needs the project's root folder in the system property {@code godo.root}. */
    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(run(Settings.of(List.of(arguments))) ? 0 : 1);
        } catch (IllegalArgumentException | CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(Settings settings) throws Exception {
        var data = Path.of(System.getProperty("godo.root"), ".godo", "load");
        empty(data);
        // before anything logs: what the embedded servers say belongs into a file
        var log = Files.createDirectories(data.resolve("logs")).resolve("servers.log");
        System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
        say("Starting a fleet in " + data);
        var fleet = Fleet.start(data, settings.port());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(fleet), "stop"));
        return new Load(fleet, settings).run();
    }

    private boolean run() throws Exception {
        if (settings.catalogue() > 0) {
            return new Catalogue(fleet, settings).measure();
        }
        say("Waiting for the demo city");
        Quiet.await(fleet.jdbcUrl());
        var sampled = Crowd.join(fleet.url(), "sampled", SAMPLING_PEOPLE);
        var events = Crowd.eventsFor(sampled.getFirst());
        var crowd = new Crowd(Crowd.join(fleet.url(), "crowd", settings.people()), events);
        crowd.swipeForAWhile();
        Quiet.await(fleet.jdbcUrl());
        say("%d people, %d Events, %d connections; each path %d s to warm up and %d s measured, on %d cores"
                .formatted(
                        settings.people(),
                        events.size(),
                        settings.connections(),
                        settings.warm(),
                        settings.measure(),
                        Runtime.getRuntime().availableProcessors()));
        if (settings.nginx() != null) {
            return againstNginx(crowd);
        }
        var loop = new ClosedLoop(fleet.url(), crowd, settings);
        var measured = new ArrayList<Measured>();
        for (var path : EnumSet.range(HotPath.FEED, HotPath.CALENDAR)) {
            measured.add(measure(loop, path));
        }
        var seen = swipeToVector(loop, sampled, events);
        for (var path : EnumSet.range(HotPath.SWIPE, HotPath.TEN_SWIPES)) {
            measured.add(measure(loop, path));
        }
        var caughtUp = Quiet.await(fleet.jdbcUrl());
        say("");
        Report.paths(measured).forEach(Load::say);
        say(Peer.RECORDED);
        say("");
        say(Report.vectors(seen)
                + "; others meanwhile swiped %d times a second, with %d errors"
                        .formatted(OTHERS_PER_SECOND, othersErrors));
        say("the last Fact of the load was published %.1f s after its end".formatted(caughtUp.toMillis() / 1e3));
        say("");
        Report.memory(FleetMemory.of(fleet)).forEach(Load::say);
        return seen.lost() + othersErrors == 0
                && seen.nanos().getTotalCount() == SAMPLES_PER_SECOND * SAMPLING.toSeconds()
                && measured.stream().allMatch(path -> path.errors() == 0 && path.requests() > 0);
    }

    private boolean againstNginx(Crowd crowd) throws IOException, InterruptedException {
        var folder = Path.of(System.getProperty("godo.root"), ".godo", "load", "nginx");
        var service = fleet.url(GodoService.EVENTS);
        try (var nginx = Nginx.start(settings.nginx(), folder, settings.port() + 19, service)) {
            Runtime.getRuntime().addShutdownHook(new Thread(nginx::close, "stop nginx"));
            var compared = new AgainstNginx(crowd, settings).measure(service, nginx.url(), fleet.url());
            say("");
            Report.against(compared).forEach(Load::say);
            return compared.values().stream().allMatch(way -> way.errors() == 0 && way.requests() > 0)
                    && AgainstNginx.share(compared) >= AgainstNginx.ASKED;
        }
    }

    private static Measured measure(ClosedLoop loop, HotPath path) {
        say("  " + path);
        return loop.measure(path);
    }

    private SwipeToVector.Seen swipeToVector(ClosedLoop loop, List<Person> people, List<String> events)
            throws Exception {
        say("  swipe to vector");
        try (var swipes = new SwipeToVector(fleet.redis());
                var beside = Executors.newSingleThreadExecutor()) {
            var warm = Duration.ofSeconds(settings.warm());
            var others = beside.submit(() -> loop.trickle(HotPath.SWIPE, OTHERS_PER_SECOND, warm.plus(SAMPLING)));
            var seen = swipes.sample(people, events, SAMPLES_PER_SECOND, warm, SAMPLING);
            othersErrors = others.get().errors();
            return seen;
        }
    }

    private static void empty(Path data) throws IOException, InterruptedException {
        // whoever still uses the folder keeps it, and what a killed run left behind ends here
        DataFolder.claim(data).close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void close(Fleet fleet) {
        try {
            fleet.close();
        } catch (IOException e) {
            say("Stopped, but: " + e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
