package app.godo.ingestion.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jsoup.Jsoup;

/** Text as a person reads it: no markup, no entities, no characters that cannot be seen or stored. */
public final class PlainText {

    /** Feeds encode twice ({@code &amp;#8217;}), and what is hidden once may be markup; nobody encodes for ever. */
    private static final int LAYERS = 3;

    private static final char ELLIPSIS = '…';

    /** The text of a piece of HTML in one line, or null when nothing is left. */
    public static String of(String html, int longest) {
        if (html == null) {
            return null;
        }
        var text = html;
        for (var layer = 0; layer < LAYERS; layer++) {
            var beneath = text.indexOf('<') < 0 && text.indexOf('&') < 0
                    ? text
                    : Jsoup.parse(text).text();
            if (beneath.equals(text)) {
                break;
            }
            text = beneath;
        }
        text = text.replaceAll("[\\p{Cntrl}\\p{Z}\\s]+", " ").strip();
        return text.isEmpty() ? null : cut(text, longest);
    }

    /** Cut to size between two characters, with a sign that it was. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        var end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }

    /** The same JSON without the zero character, which Postgres keeps in no text. */
    public static JsonNode storable(JsonNode raw) {
        return switch (raw) {
            case ObjectNode object -> {
                var clean = object.objectNode();
                object.properties().forEach(field -> clean.set(without0(field.getKey()), storable(field.getValue())));
                yield clean;
            }
            case ArrayNode array -> {
                var clean = array.arrayNode();
                array.forEach(item -> clean.add(storable(item)));
                yield clean;
            }
            case TextNode text -> TextNode.valueOf(without0(text.textValue()));
            default -> raw;
        };
    }

    private static String without0(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    private PlainText() {}
}
