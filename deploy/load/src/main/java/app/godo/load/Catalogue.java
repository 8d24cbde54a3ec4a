package app.godo.load;

import app.godo.local.Admin;
import app.godo.local.Fleet;
import app.godo.servers.CannotStart;
import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code ./godo load --catalogue 100000}: a made-up city comes in through two Sources as any would, until all of it can be found;
 * then a few of its listings change; then it is searched.
 */
final class Catalogue {
    private static final String STAND_INS = "GODO_FEEDS_STAND_INS";
    private static final String ADMIN = "catalogue.admin";
    private static final Duration LONGEST_RUN = Duration.ofMinutes(9);

    private final Fleet fleet;
    private final Settings settings;

    Catalogue(Fleet fleet, Settings settings) {
        this.fleet = fleet;
        this.settings = settings;
    }

    /** Prints what it sees; false when anything failed or is missing. */
    boolean measure() throws Exception {
        var standIn = System.getenv(STAND_INS);
        if (standIn == null) {
            throw new CannotStart(
                    "Run this as ./godo load --catalogue: the city stands where %s says.".formatted(STAND_INS));
        }
        var portal = standIn.split("=", 2);
        try (var source = ListedSource.serve(URI.create(portal[1]).getPort(), settings.catalogue())) {
            Person.joins(fleet.url(), ADMIN);
            Admin.grant(fleet.jdbcUrl(), Person.emailOf(ADMIN));
            var city = add("catalogue_city", source.city(portal[0]));
            var halls = add("catalogue_halls", source.halls(portal[0]));
            long listings = settings.catalogue() + source.twice();
            say("%d listings of %d Events come in".formatted(listings, settings.catalogue()));
            var growth = new Growth(fleet);
            var runs = List.of(sync(city), sync(halls));
            var sizes = growth.until(listings);
            var ended = ended(runs);
            say("");
            Report.growth(sizes).forEach(Catalogue::say);
            ended.forEach(run -> say(Report.run(run)));

            int changed = source.change();
            var again = ended(List.of(sync(city))).getFirst();
            say("the city once more, of which %d changed: %s".formatted(changed, Report.run(again)));
            say("the last Fact was published %.1f s later"
                    .formatted(Quiet.await(fleet.jdbcUrl()).toMillis() / 1e3));
            boolean whole =
                    ended.stream().mapToInt(run -> run.at("/new").asInt()).sum() == listings
                            && again.at("/changed").asInt() == changed
                            && again.at("/unchanged").asInt() == settings.catalogue() - changed;
            return search() && whole;
        }
    }

    private boolean search() throws Exception {
        var people = Crowd.join(fleet.url(), "searching", Math.min(settings.people(), 10));
        var measured = new ClosedLoop(fleet.url(), new Crowd(people, List.of()), settings).measure(HotPath.SEARCH);
        say("");
        say(Report.search(measured, settings.connections()));
        var asked = """
                {"q":"Film Screening","lat":40.7536,"lon":-73.9832,"radius":3000,"south":40.7266,"north":40.7806,\
                "west":-74.0189,"east":-73.9476,"from":"%1$sT04:00:00Z","to":"%2$sT04:00:00Z","limit":21}""".formatted(LocalDate.now().plusDays(7), LocalDate.now().plusDays(14));
        say("the plan of " + asked);
        var plan = Plan.of(
                fleet.jdbcUrl(), asked, UUID.fromString(people.getFirst().id()));
        plan.forEach(line -> say("  " + line));
        return measured.errors() == 0
                && measured.requests() > 0
                && plan.stream().noneMatch(line -> line.contains("Seq Scan on events"));
    }

    private UUID add(String name, List<String> urls) throws IOException, InterruptedException {
        var form = """
                {"name":"%s","kind":"nyc-parks","urls":[%s],"is_active":false}""".formatted(name, urls.stream().map("\"%s\""::formatted).collect(Collectors.joining(",")));
        return UUID.fromString(
                admin().post("/ingestion/sources", form, 201).at("/id").asText());
    }

    private String sync(UUID source) throws IOException, InterruptedException {
        return admin().post("/ingestion/sources/%s/sync".formatted(source), "", 202)
                .at("/id")
                .asText();
    }

    private List<JsonNode> ended(List<String> runs) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        var admin = admin();
        var ended = new ArrayList<JsonNode>();
        for (var run : runs) {
            var view = admin.get("/ingestion/runs/" + run);
            while (view.at("/state").asText().equals("running")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a run does not end: " + view);
                }
                TimeUnit.SECONDS.sleep(1);
                view = admin.get("/ingestion/runs/" + run);
            }
            ended.add(view);
        }
        return ended;
    }

    /** Anew each time: a token is good for ten minutes. */
    private Person admin() throws IOException, InterruptedException {
        return Person.signsIn(fleet.url(), ADMIN);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
