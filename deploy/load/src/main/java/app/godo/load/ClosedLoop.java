package app.godo.load;

import static io.hyperfoil.http.steps.HttpStepCatalog.SC;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.config.Protocol;
import io.hyperfoil.http.statistics.HttpStats;
import io.netty.buffer.Unpooled;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** So many users of the app, each of whom sends the next request when the last is answered. Hyperfoil does the work. */
final class ClosedLoop {
    private static final int THREADS = 1; // the fleet needs the other core
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MEASURED = "measured";

    private final URI gateway;
    private final Crowd crowd;
    private final Settings settings;

    ClosedLoop(String gateway, Crowd crowd, Settings settings) {
        this.gateway = URI.create(gateway);
        this.crowd = crowd;
        this.settings = settings;
    }

    /** Uses a path until it is warm, then measures it. */
    Measured measure(HotPath path) {
        var benchmark = benchmark(path);
        var warm = benchmark.addPhase("warm").always(settings.connections()).duration(settings.warm() * 1_000L);
        use(path, warm.isWarmup(true));
        var measured = benchmark.addPhase(MEASURED).always(settings.connections());
        use(path, measured.duration(settings.measure() * 1_000L).startAfterStrict("warm"));
        return run(path, benchmark, Duration.ofSeconds(settings.measure()));
    }

    /** Uses a path so many times a second, whatever comes back: other people's traffic. */
    Measured trickle(HotPath path, int perSecond, Duration during) {
        var benchmark = benchmark(path);
        var trickle = benchmark.addPhase(MEASURED).constantRate(perSecond).maxSessions(settings.connections() * 10);
        use(path, trickle.duration(during.toMillis()));
        return run(path, benchmark, during);
    }

    private BenchmarkBuilder benchmark(HotPath path) {
        var benchmark = BenchmarkBuilder.builder().name(path.name()).threads(THREADS);
        var plugin = benchmark.addPlugin(HttpPluginBuilder::new);
        plugin.http()
                .protocol(Protocol.HTTP)
                .host(gateway.getHost())
                .port(gateway.getPort())
                .sharedConnections(settings.connections())
                .requestTimeout(PATIENCE.toMillis());
        // it would warn of each; we count them
        plugin.ergonomics().autoRangeCheck(false);
        return benchmark;
    }

    private void use(HotPath path, PhaseBuilder<?> phase) {
        var request = phase.scenario()
                .initialSequence("request")
                .step(SC)
                .httpRequest(path.writes() ? HttpMethod.POST : HttpMethod.GET)
                .path(session -> path.path(crowd))
                .headerAppender((session, headers) -> {
                    headers.putHeader(
                            "authorization", "Bearer " + crowd.anybody().token());
                    // as the app does
                    headers.putHeader("accept-encoding", "gzip");
                    // Hyperfoil would answer from its own cache
                    headers.putHeader("cache-control", "no-cache");
                });
        if (path.writes()) {
            request.headerAppender((session, headers) -> headers.putHeader("content-type", "application/json"))
                    .body((session, connection) ->
                            Unpooled.wrappedBuffer(path.body(crowd).getBytes(StandardCharsets.UTF_8)));
        }
        request.endStep();
    }

    private static Measured run(HotPath path, BenchmarkBuilder benchmark, Duration took) {
        var all = new StatisticsSnapshot();
        new LocalSimulationRunner(
                        benchmark.build(),
                        (phase, step, metric, snapshot, done) -> {
                            if (phase.name().equals(MEASURED)) {
                                all.add(snapshot);
                            }
                        },
                        null,
                        null)
                .run();
        return new Measured(path, took, all.histogram, all.requestCount - HttpStats.get(all).status_2xx);
    }
}
