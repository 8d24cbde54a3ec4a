package app.godo.ingestion.reading;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Readout;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A JSON document that lists rows: as an array, as a page that holds one, or as a single row.
 *
 * @param list the array in a page; anything else when it holds none
 * @param isOne whether a document is a single row
 * @param refusal what to say of a document that is neither
 * @param idOf see {@link Rows#add(JsonNode, Function, Function)}
 */
public record JsonList(
        UnaryOperator<JsonNode> list,
        Predicate<JsonNode> isOne,
        Function<JsonNode, String> refusal,
        Function<JsonNode, String> idOf) {

    /** @throws FeedFailure when it is no such document */
    public Readout read(Payload payload, Function<JsonNode, Draft> draftOf) {
        var rows = new Rows();
        listed(LenientJson.document(payload.text())).forEach(row -> rows.add(row, idOf, draftOf));
        return rows.readout();
    }

    private Iterable<JsonNode> listed(JsonNode document) {
        if (document.isArray()) {
            return document;
        }
        var array = list.apply(document);
        if (array.isArray()) {
            return array;
        }
        if (isOne.test(document)) {
            return List.of(document);
        }
        throw new FeedFailure(refusal.apply(document));
    }
}
