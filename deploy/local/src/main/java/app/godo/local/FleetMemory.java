package app.godo.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much memory a running fleet holds. */
public final class FleetMemory {
    private FleetMemory() {}

    /** Megabytes by process, shared pages counted once; the broker is in the process that started the fleet. */
    public static Map<String, Long> of(Fleet fleet) {
        var megabytes = new LinkedHashMap<String, Long>();
        for (var child : fleet.children()) {
            megabytes.put(child.name(), Memory.megabytes(child.pid()));
        }
        megabytes.put(
                "kafka, with what started the fleet",
                Memory.megabytes(ProcessHandle.current().pid()));
        return megabytes;
    }
}
