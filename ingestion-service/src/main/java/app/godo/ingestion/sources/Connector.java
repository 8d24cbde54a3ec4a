package app.godo.ingestion.sources;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How Sources of one kind are asked: where they begin, and what follows each answer. It fetches nothing itself, and knows no
 * database: quota, patience, storing and telling are the same for all.
 */
public interface Connector {

    /** Reads what they answer. */
    Reader reader();

    /**
     * What a run begins with.
     *
     * @throws WrongSetting when the row does not say what this kind has to know
     */
    List<Ask> first(Source source, Instant at);

    /** What follows an answer. */
    default Next next(Source source, Ask ask, Payload payload, Readout readout) {
        return Next.NOTHING;
    }

    /** Whether nothing is answered without a key. */
    default boolean needsKey() {
        return false;
    }

    /** How a key is shown in a header; null when it goes into the address. */
    default Map<String, String> headers(String key) {
        return Map.of();
    }

    /** The address with the key where it belongs there. */
    default String signed(String address, String key) {
        return address;
    }
}
