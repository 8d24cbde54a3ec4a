package app.godo.ingestion.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

import java.util.Set;
import java.util.regex.Pattern;

/** Text as a person reads it: no markup, no entities, no characters that cannot be seen or stored. */
public final class PlainText {

    /** Feeds encode twice ({@code &amp;#8217;}), and what is hidden once may be markup; nobody encodes for ever. */
    private static final int LAYERS = 3;

    private static final char ELLIPSIS = '…';

    private static final Set<String> PARAGRAPHS =
            Set.of("p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table");

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\p{Z}\\s]+");
    private static final Pattern BLANKS_IN_A_LINE = Pattern.compile("[[\\p{Cntrl}\\p{Z}\\s]&&[^\\n]]+");
    /** Possessive: without it the matcher goes one call deeper for each line. */
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?: ?\\n)++");

    /** The text of a piece of HTML in one line, or null when nothing is left. */
    public static String of(String html, int longest) {
        return html == null ? null : cutOrNull(BLANKS.matcher(beneath(html)).replaceAll(" "), longest);
    }

    /** The same with its lines and paragraphs, those of the markup and those of plain text. */
    public static String paragraphs(String html, int longest) {
        if (html == null) {
            return null;
        }
        var text = beneath(html.replace("\r\n", "\n"));
        text = BLANKS_IN_A_LINE.matcher(text).replaceAll(" ");
        text = BLANK_LINES.matcher(text).replaceAll("\n\n");
        return cutOrNull(text.replace(" \n", "\n").replace("\n ", "\n"), longest);
    }

    private static String beneath(String html) {
        var text = html;
        for (var layer = 0; layer < LAYERS; layer++) {
            var beneath = text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : read(text);
            if (beneath.equals(text)) {
                break;
            }
            text = beneath;
        }
        return text;
    }

    private static String read(String html) {
        var text = new StringBuilder(html.length());
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode words) {
                            text.append(words.getWholeText());
                        } else if (PARAGRAPHS.contains(node.normalName())) {
                            text.append("\n\n");
                        } else if (node instanceof Element other && (other.isBlock() || other.nameIs("br"))) {
                            text.append('\n');
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        text.append(PARAGRAPHS.contains(node.normalName()) ? "\n\n" : "");
                    }
                },
                Jsoup.parse(html).body());
        return text.toString();
    }

    private static String cutOrNull(String text, int longest) {
        var stripped = text.strip();
        return stripped.isEmpty() ? null : cut(stripped, longest);
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
            default -> raw.isTextual() ? JsonNodeFactory.instance.textNode(without0(raw.textValue())) : raw;
        };
    }

    private static String without0(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    private PlainText() {}
}
