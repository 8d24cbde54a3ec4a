package app.godo.ingestion.nycparks;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.sources.Row;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer of the portal, taken apart row by row, so that what comes before a broken place is kept.
 *
 * @param broken whether the answer breaks off: how many rows are lost is not known
 */
record ParksPage(List<Row> rows, boolean broken) {

    /**
     * A row may be some 64,000 characters; one with a longer string costs itself, and only one that would fill our memory ends
     * the page.
     */
    private static final int LONGEST_STRING = 256 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .build())
                    .build())
            // NaN is no JSON, and no reason to lose the other rows
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            // a stray quote costs its row, not the file
            .setTrailingData(true)
            .setLenientEof(true)
            .get();

    /** @throws FeedFailure when this is no such feed at all, or one of more than {@code most} rows */
    static ParksPage of(byte[] body, NycParksConfig.Format format, ParksRow reader, int most) {
        var rows = new ArrayList<Row>();
        // a byte that is no UTF-8 becomes a replacement character in its row instead of an error for all
        try (var text = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            switch (format) {
                case JSON -> json(text, reader, rows, most);
                case CSV -> csv(text, reader, rows, most);
            }
            return new ParksPage(rows, false);
        } catch (IOException | UncheckedIOException broken) {
            if (rows.isEmpty()) {
                throw new FeedFailure("The feed is not the %s that was expected".formatted(format));
            }
            rows.add(new Row.Unreadable(
                    null,
                    "The feed breaks off after row %d of this page".formatted(rows.size()),
                    JsonNodeFactory.instance.nullNode()));
            return new ParksPage(rows, true);
        }
    }

    private static void json(Reader text, ParksRow reader, List<Row> rows, int most) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new FeedFailure("The feed is not the JSON array that was expected");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("no end");
                }
                add(reader.read(JSON.readTree(parser)), rows, most);
            }
        } catch (JsonProcessingException malformed) {
            throw new IOException(malformed);
        }
    }

    private static void csv(Reader text, ParksRow reader, List<Row> rows, int most) throws IOException {
        try (var parser = CSVParser.parse(withoutMark(text), CSV)) {
            if (!parser.getHeaderNames().contains(ParksRow.ID)) {
                throw new FeedFailure("The feed is not the CSV that was expected: it has no column " + ParksRow.ID);
            }
            for (var line : parser) {
                add(row(line, reader), rows, most);
            }
        } catch (IllegalArgumentException header) {
            throw new FeedFailure("The feed is not the CSV that was expected: its header makes no sense");
        }
    }

    private static Row row(CSVRecord line, ParksRow reader) {
        var raw = JsonNodeFactory.instance.objectNode();
        line.toMap().forEach((column, value) -> {
            if (!value.isEmpty()) {
                raw.put(column, value);
            }
        });
        return line.isConsistent()
                ? reader.read(raw)
                : ParksRow.unreadable(
                        raw,
                        "The row has %d columns of %d"
                                .formatted(
                                        line.size(),
                                        line.getParser().getHeaderNames().size()));
    }

    private static void add(Row row, List<Row> rows, int most) {
        if (rows.size() == most) {
            throw new FeedFailure("The feed has more than %d rows".formatted(most));
        }
        rows.add(row);
    }

    /** Excel's mark before the first letter would become part of the first column's name. */
    private static Reader withoutMark(Reader text) throws IOException {
        var pushable = new java.io.PushbackReader(text);
        var first = pushable.read();
        if (first != '\uFEFF' && first != -1) {
            pushable.unread(first);
        }
        return pushable;
    }
}
