package app.godo.ingestion.reading;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.sources.Readout;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A table of an open data portal, as the JSON array of its interface or as its CSV export. It is taken apart row by row, so that
 * what comes before a broken place is kept.
 *
 * @param columns the column of the JSON form for one of the CSV
 * @param mustHave a column that a CSV without is another table
 * @param idOf see {@link Rows#add(JsonNode, Function, Function)}
 * @param draftOf likewise
 */
public record Table(
        UnaryOperator<String> columns,
        String mustHave,
        Function<JsonNode, String> idOf,
        Function<JsonNode, Draft> draftOf) {

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            // a stray quote costs its row, not the file
            .setTrailingData(true)
            .setLenientEof(true)
            .get();

    /** @throws FeedFailure when this is no such table at all, or one of more rows than {@code rows} takes */
    public Readout read(String text, Rows rows) {
        var json = text.stripLeading().startsWith("[") || text.stripLeading().startsWith("{");
        try {
            if (json) {
                json(text, rows);
            } else {
                csv(text, rows);
            }
            return rows.readout();
        } catch (IOException | UncheckedIOException broken) {
            if (rows.size() == 0) {
                throw new FeedFailure("The feed is not the %s that was expected".formatted(json ? "JSON" : "CSV"));
            }
            return rows.brokenOff();
        }
    }

    private void json(String text, Rows rows) throws IOException {
        try (JsonParser parser = LenientJson.MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new FeedFailure("The feed is not the JSON array that was expected");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("no end");
                }
                rows.add(LenientJson.MAPPER.readTree(parser), idOf, draftOf);
            }
        }
    }

    private void csv(String text, Rows rows) throws IOException {
        try (var parser = CSVParser.parse(text, CSV)) {
            if (parser.getHeaderNames().stream().map(columns).noneMatch(mustHave::equals)) {
                throw new FeedFailure("The feed is not the CSV that was expected: it has no column " + mustHave);
            }
            for (var line : parser) {
                csv(line, rows);
            }
        } catch (IllegalArgumentException header) {
            throw new FeedFailure("The feed is not the CSV that was expected: its header makes no sense");
        }
    }

    private void csv(CSVRecord line, Rows rows) {
        var raw = row(line);
        if (line.isConsistent()) {
            rows.add(raw, idOf, draftOf);
            return;
        }
        var expected = line.getParser().getHeaderNames().size();
        rows.add(Rows.unreadable(raw, idOf, "The row has %d columns of %d".formatted(line.size(), expected)));
    }

    private ObjectNode row(CSVRecord line) {
        var raw = JsonNodeFactory.instance.objectNode();
        line.toMap().forEach((column, value) -> {
            if (!value.isEmpty()) {
                raw.put(columns.apply(column), value);
            }
        });
        return raw;
    }
}
