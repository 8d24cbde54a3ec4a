package app.godo.load;

import com.fasterxml.jackson.databind.JsonNode;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run prints. */
final class Report {
    private static final String HEAD = "%-20s %10s %10s %9s %9s %9s %8s %8s %8s";
    private static final String ROW = "%-20s %10d %10.1f %9.1f %9.1f %9.1f %8d %8.2f %8.1f";

    private static final String AGAINST_HEAD = "%-20s %10s %10s %9s %9s %8s";
    private static final String AGAINST_ROW = "%-20s %10d %10.1f %9.2f %9.2f %8d";

    private static final String GROWTH_HEAD = "%8s %9s %9s %10s %9s %9s  %s";
    private static final String GROWTH_ROW = "%8.1f %9d %9.0f %10d %9.0f %9d  %s";
    private static final Set<String> GROWING =
            Set.of("ingestion-service", "event-service", "recommendation-service", "postgres");

    static List<String> paths(List<Measured> all) {
        var lines = new ArrayList<String>();
        lines.add(
                HEAD.formatted("NAME", "REQUESTS", "REQ/S", "P50 MS", "P99 MS", "MAX MS", "ERRORS", "x PEER", "ASKED"));
        for (var path : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    path.path(),
                    path.requests(),
                    path.perSecond(),
                    at(path.nanos(), 50),
                    at(path.nanos(), 99),
                    at(path.nanos(), 100),
                    path.errors(),
                    Peer.times(path),
                    path.path().asked()));
        }
        return lines;
    }

    static List<String> against(Map<String, Measured> ways) {
        var lines = new ArrayList<String>();
        lines.add(AGAINST_HEAD.formatted("EVENT READ", "REQUESTS", "REQ/S", "P50 MS", "P99 MS", "ERRORS"));
        ways.forEach((way, measured) -> lines.add(String.format(
                Locale.ROOT,
                AGAINST_ROW,
                way,
                measured.requests(),
                measured.perSecond(),
                at(measured.nanos(), 50),
                at(measured.nanos(), 99),
                measured.errors())));
        var straight = ways.get(AgainstNginx.STRAIGHT);
        var nginx = ways.get(AgainstNginx.NGINX);
        var gateway = ways.get(AgainstNginx.GATEWAY);
        lines.add(String.format(
                Locale.ROOT,
                "the gateway has %.2f of nginx's throughput (asked: %.1f)",
                AgainstNginx.share(ways),
                AgainstNginx.ASKED));
        lines.add(String.format(
                Locale.ROOT,
                "added to the service's own time: by the gateway p50 %.2f ms, p99 %.2f ms; by nginx p50 %.2f ms, p99 %.2f ms",
                at(gateway.nanos(), 50) - at(straight.nanos(), 50),
                at(gateway.nanos(), 99) - at(straight.nanos(), 99),
                at(nginx.nanos(), 50) - at(straight.nanos(), 50),
                at(nginx.nanos(), 99) - at(straight.nanos(), 99)));
        return lines;
    }

    static String vectors(SwipeToVector.Seen seen) {
        return String.format(
                Locale.ROOT,
                "swipe to vector: %d swipes, p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d lost",
                seen.nanos().getTotalCount(),
                at(seen.nanos(), 50),
                at(seen.nanos(), 99),
                at(seen.nanos(), 100),
                seen.lost());
    }

    static List<String> memory(Map<String, Long> megabytes) {
        var lines = new ArrayList<String>();
        megabytes.forEach((name, size) -> lines.add("%-40s %6d MB".formatted(name, size)));
        var total = megabytes.values().stream().mapToLong(Long::longValue).sum();
        lines.add("%-40s %6d MB".formatted("", total));
        return lines;
    }

    /** A catalogue as it grows. */
    static List<String> growth(List<Growth.Size> sizes) {
        var lines = new ArrayList<String>();
        lines.add(GROWTH_HEAD.formatted("SECONDS", "INGESTED", "A SECOND", "SEARCHABLE", "A SECOND", "EVENTS", "MB"));
        for (var size : sizes) {
            lines.add(String.format(
                    Locale.ROOT,
                    GROWTH_ROW,
                    size.after().toMillis() / 1e3,
                    size.kept(),
                    size.keptPerSecond(),
                    size.taken(),
                    size.takenPerSecond(),
                    size.events(),
                    size.megabytes().entrySet().stream()
                            .filter(process -> GROWING.contains(process.getKey()))
                            .map(process -> process.getKey() + " " + process.getValue())
                            .collect(Collectors.joining(", "))));
        }
        return lines;
    }

    /** A run over a Source, as the API tells it. */
    static String run(JsonNode run) {
        return "%s %s in %s: %d listed, %d new, %d changed, %d unchanged, %d merged, %d quarantined"
                .formatted(
                        run.at("/source").asText(),
                        run.at("/state").asText(),
                        run.at("/duration").asText(),
                        run.at("/fetched").asInt(),
                        run.at("/new").asInt(),
                        run.at("/changed").asInt(),
                        run.at("/unchanged").asInt(),
                        run.at("/merged").asInt(),
                        run.at("/quarantined").asInt());
    }

    static String search(Measured search, int connections) {
        return String.format(
                Locale.ROOT,
                "search through the gateway, %d connections: %d requests, %.1f a second, p50 %.1f ms, p99 %.1f ms, max %.1f ms,"
                        + " %d errors",
                connections,
                search.requests(),
                search.perSecond(),
                at(search.nanos(), 50),
                at(search.nanos(), 99),
                at(search.nanos(), 100),
                search.errors());
    }

    private static double at(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    private Report() {}
}
