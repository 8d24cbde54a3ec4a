package app.godo.ingestion.sources;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read of one payload.
 *
 * @param broken whether the payload breaks off: how many rows are lost is not known
 * @param passedOver how many rows were left out on purpose, by reason: what is no public Event is nobody's to mend
 * @param undated the ids of those of them that wait for a date
 * @param warnings what a person should look at although everything could be read, e.g. hours that hint at a wrong zone
 */
public record Readout(
        List<Row> rows, boolean broken, Map<String, Integer> passedOver, Set<String> undated, List<String> warnings) {

    /** How many rows there were in all. */
    public int size() {
        return rows.size() + passedOverInAll();
    }

    public int passedOverInAll() {
        return passedOver.values().stream().mapToInt(Integer::intValue).sum();
    }
}
