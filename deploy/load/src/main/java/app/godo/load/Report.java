package app.godo.load;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run prints. */
final class Report {
    private static final String HEAD = "%-20s %10s %10s %9s %9s %9s %8s %8s %8s";
    private static final String ROW = "%-20s %10d %10.1f %9.1f %9.1f %9.1f %8d %8.2f %8.1f";

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

    private static double at(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    private Report() {}
}
