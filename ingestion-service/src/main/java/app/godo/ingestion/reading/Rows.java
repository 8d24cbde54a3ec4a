package app.godo.ingestion.reading;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The rows of a payload as they are read one by one, so that a bad one costs itself and no other. */
public final class Rows {

    /** A page, a calendar or a file of one Source; a city has fewer Events at once. */
    public static final int MOST = 20_000;

    private static final int LONGEST_RAW = 64 * 1024;

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> passedOver = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> undated = new TreeSet<>();
    private final int most;
    private boolean apart;

    public Rows() {
        this(MOST);
    }

    public Rows(int most) {
        this.most = most;
    }

    /** Rows that share an id and begin at several times are several Events. */
    public Rows tellingApart() {
        apart = true;
        return this;
    }

    /**
     * Reads one row and adds what becomes of it.
     *
     * @param idOf the Source's own id, null when there is none; must not fail
     * @param draftOf may say {@link NotAListing} or {@link PassedOver}
     */
    public void add(JsonNode row, Function<JsonNode, String> idOf, Function<JsonNode, Draft> draftOf) {
        try {
            add(read(row, idOf, draftOf));
        } catch (PassedOver reason) {
            passOver(reason.getMessage());
            var id = reason.isUndated() ? ExternalId.of(idOf.apply(row)) : null;
            if (id != null) {
                undated.add(id);
            }
        }
    }

    /** Adds a row that is read already. */
    public void add(Row row) {
        if (rows.size() == most) {
            throw new FeedFailure("The feed has more than %d rows".formatted(most));
        }
        rows.add(row);
    }

    /** Counts a row that is left out on purpose. */
    public void passOver(String reason) {
        passedOver.merge(reason, 1, Integer::sum);
    }

    /** Something that a person should look at. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    public int size() {
        return rows.size();
    }

    public List<Row> all() {
        return rows;
    }

    public Readout readout() {
        return readout(false);
    }

    /** The same of a payload whose rest could not be read. */
    public Readout brokenOff() {
        add(new Row.Unreadable(
                null,
                "The feed breaks off after row %d of this page".formatted(rows.size()),
                JsonNodeFactory.instance.nullNode()));
        return readout(true);
    }

    private Readout readout(boolean broken) {
        return new Readout(
                apart ? Apart.of(rows) : List.copyOf(rows),
                broken,
                Map.copyOf(passedOver),
                Set.copyOf(undated),
                List.copyOf(warnings));
    }

    /**
     * Never fails but with {@link PassedOver}: what cannot be read is {@link Row.Unreadable}, whatever it is. See {@link #add(JsonNode,
     * Function, Function)}.
     */
    public static Row read(JsonNode row, Function<JsonNode, String> idOf, Function<JsonNode, Draft> draftOf) {
        if (!(row instanceof ObjectNode)) {
            return unreadable(row, idOf, "The row is not an object");
        }
        var text = row.toString();
        if (text.length() > LONGEST_RAW) {
            return tooLarge(row, text, idOf, "The row is larger than %d characters".formatted(LONGEST_RAW));
        }
        var raw = PlainText.storable(row);
        try {
            var draft = draftOf.apply(raw);
            var id = ExternalId.of(idOf.apply(raw));
            if (id == null) {
                throw new NotAListing("The row has no id");
            }
            return new Row.Read(id, raw, draft.listing());
        } catch (NotAListing reason) {
            return unreadable(raw, idOf, reason.getMessage());
        } catch (PassedOver reason) {
            throw reason;
        } catch (RuntimeException unforeseen) {
            // the one place where a bug is caught: it costs this row and is seen in the quarantine
            return unreadable(
                    raw,
                    idOf,
                    "The row cannot be read: " + unforeseen.getClass().getSimpleName());
        }
    }

    /** A row set aside; one that is too large to be kept is kept as far as it goes. */
    public static Row.Unreadable unreadable(JsonNode row, Function<JsonNode, String> idOf, String reason) {
        var text = row.toString();
        return text.length() > LONGEST_RAW
                ? tooLarge(row, text, idOf, reason)
                : new Row.Unreadable(ExternalId.of(idOf.apply(row)), reason, PlainText.storable(row));
    }

    private static Row.Unreadable tooLarge(JsonNode row, String text, Function<JsonNode, String> idOf, String reason) {
        var kept = TextNode.valueOf(text.substring(0, LONGEST_RAW));
        return new Row.Unreadable(ExternalId.of(idOf.apply(row)), reason, PlainText.storable(kept));
    }
}
