package app.godo.load;

import java.util.Map;

/**
 * The plan's own stack (FastAPI, asyncpg, scikit-learn, Redis; no gateway, no row level security, no outbox).
 *
 * <p>These figures were recorded with wrk, one thread and 16 connections for 8 s, load generator included, on another
 * two-core machine of the same kind, with 10,000 people, 3,000 Events and 300,000 swipes. No run of ours measures them.
 */
final class Peer {
    static final String RECORDED = """
            x PEER is things/s over those of the plan's own stack (FastAPI, without a gateway), RECORDED ELSEWHERE on a
            two-core machine of the same kind and NOT MEASURED IN THIS RUN: feed 121/s (p50 115 ms, p99 1.0 s), event read
            3,614/s (3.2, 45), calendar 2,376/s (5.7, 149), swipe 1,304/s (11.7, 39); it has no batches, ten swipes are ten.""";

    private static final Map<HotPath, Double> THINGS_PER_SECOND = Map.of(
            HotPath.FEED, 121.0,
            HotPath.EVENT_READ, 3_614.0,
            HotPath.CALENDAR, 2_376.0,
            HotPath.SWIPE, 1_304.0,
            HotPath.TEN_SWIPES, 1_304.0);

    static double times(Measured measured) {
        return measured.perSecond() * measured.path().things() / THINGS_PER_SECOND.get(measured.path());
    }

    private Peer() {}
}
