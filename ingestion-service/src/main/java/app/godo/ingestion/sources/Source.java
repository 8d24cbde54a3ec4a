package app.godo.ingestion.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;

/**
 * An upstream of Events. A connector is a bean that implements this and has a row of its name in {@code ingestion.sources};
 * everything else (schedule, lease, storing, telling) is the same for all.
 */
public interface Source {

    /** Its name in the database, on the wire and in every Fact, e.g. {@code nyc_parks}. Never changes. */
    String name();

    /** Whether it has an address to read from. */
    boolean configured();

    /**
     * Reads the whole feed, page by page as the rows are asked for. One bad row is an {@link Row.Unreadable}, never a
     * failure; a failure means that the rest of the feed could not be had.
     */
    Multi<Row> rows();

    /** Reads again what this Source gave earlier. */
    Row read(JsonNode raw);
}
