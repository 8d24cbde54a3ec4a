package app.godo.ingestion.reading;

import app.godo.ingestion.fetching.FeedFailure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.regex.Pattern;

/** JSON as strangers write it: NaN, a comma too many and a line break in a string are no reason to lose the rest. */
public final class LenientJson {

    /**
     * A row may be some 64,000 characters; one with a longer string costs itself, and only one that would fill our memory ends
     * the page.
     */
    private static final int LONGEST_STRING = 256 * 1024;

    /** Of the longest number that is one: what is parsed of thousands of digits costs their square. */
    private static final int LONGEST_NUMBER = 100;

    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3}){1,3}(?:\\.\\d{1,2})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,9},\\d{2}");

    /** A little less than what is read back from the database, and far more than any feed. */
    private static final int DEEPEST_NESTING = 60;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNestingDepth(DEEPEST_NESTING)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /** The document, which the kind expects to be JSON. */
    public static JsonNode document(String text) {
        try {
            var document = MAPPER.readTree(text);
            if (document == null || !document.isContainerNode()) {
                throw new FeedFailure("The feed is not the JSON that was expected");
            }
            return document;
        } catch (JsonProcessingException malformed) {
            var where = malformed.getLocation();
            throw new FeedFailure(
                    where == null
                            ? "The feed is not the JSON that was expected"
                            : "The feed is not the JSON that was expected: line %d, column %d makes no sense"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }

    /** A text or a number as text, null when it is missing, empty or anything else. */
    public static String text(JsonNode row, String name) {
        var value = row.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    /** A number, also where it is written as text; null when it is none. */
    public static Double number(JsonNode row, String name) {
        var value = row.path(name);
        try {
            var number = value.isNumber()
                    ? value.asDouble()
                    : value.isTextual() && value.asText().length() <= LONGEST_NUMBER
                            ? Double.parseDouble(value.asText().strip())
                            : Double.NaN;
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** An amount of money, also where it is written as text; null when it is none. */
    public static java.math.BigDecimal amount(JsonNode row, String name) {
        var value = row.path(name);
        var written = value.isTextual() && value.textValue().length() <= LONGEST_NUMBER
                ? value.textValue().strip()
                : "";
        if (THOUSANDS.matcher(written).matches()) {
            return new java.math.BigDecimal(written.replace(",", ""));
        }
        if (DECIMAL_COMMA.matcher(written).matches()) {
            return new java.math.BigDecimal(written.replace(',', '.'));
        }
        var number = number(row, name);
        return number == null || Math.abs(number) > 1e12 ? null : java.math.BigDecimal.valueOf(number);
    }

    private LenientJson() {}
}
