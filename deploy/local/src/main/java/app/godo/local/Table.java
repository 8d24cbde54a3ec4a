package app.godo.local;

import java.util.ArrayList;
import java.util.List;

/** What runs where, and how much memory it holds. */
final class Table {
    private static final String ROW = "  %-24s %-28s %8s %8s";

    private final Fleet fleet;
    private final PortPlan ports;

    Table(Fleet fleet, PortPlan ports) {
        this.fleet = fleet;
        this.ports = ports;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(ROW.formatted("NAME", "ADDRESS", "PID", "MEMORY"));
        long total = 0;
        for (var process : fleet.processes()) {
            total += add(lines, process.service().module(), process.url(), process.pid());
        }
        for (var child : fleet.children()) {
            if (child.name().equals("postgres")) {
                total += add(lines, "postgres", "127.0.0.1:" + ports.servers().postgres(), child.pid());
            }
            if (child.name().equals("redis")) {
                total += add(lines, "redis", fleet.redis(), child.pid());
            }
        }
        total += add(
                lines,
                "kafka, demo city",
                fleet.kafka(),
                ProcessHandle.current().pid());
        lines.add(ROW.formatted("", "", "", total + " MB"));
        return lines;
    }

    private static long add(List<String> lines, String name, String address, long pid) {
        var megabytes = Memory.megabytes(pid);
        lines.add(ROW.formatted(name, address, pid, megabytes + " MB"));
        return megabytes;
    }
}
