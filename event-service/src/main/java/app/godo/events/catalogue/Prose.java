package app.godo.events.catalogue;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text from outside as text and nothing else. Markdown stays, HTML goes, also HTML that hides behind entities, and links that
 * lead anywhere but to the web or a mailbox. Whoever writes the text runs these patterns on an event loop, so each is done in
 * time that grows with the text and not with its square: what repeats is bounded or possessive, and begins where nothing that
 * looks the same came before it.
 */
public final class Prose {

    /** Nested deeper than this, entities are an attack: what still looks like a tag loses its bracket. */
    private static final int ROUNDS = 4;

    private static final Set<String> BLOCKS =
            Set.of("p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "br");
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]|&[#a-zA-Z]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\\u200D]]");
    private static final Pattern BLANKS_AT_THE_END = Pattern.compile("(?<![ \\t])[ \\t]++\\n");

    /** What Markdown makes a link of all the same without its brackets, which would be taken for a tag. */
    private static final Pattern AUTOLINK =
            Pattern.compile("<((?i:https?://)[^\\s<>]{1,2048}+|[^\\s<>@/:]{1,64}+@[^\\s<>@/:]{1,255}+)>");

    private static final String ELSEWHERE = "\\s*+(?!(?i:https?://|mailto:))";
    private static final Pattern INLINE_LINK =
            Pattern.compile("\\[([^\\[\\]]{0,500}+)]\\(" + ELSEWHERE + "[^)]{0,500}+\\)");

    /** Whatever is a link and not of that form: its text holds brackets, or it is very long. */
    private static final Pattern ODD_LINK = Pattern.compile("]\\(" + ELSEWHERE);

    private static final Pattern LINK_DEFINITION =
            Pattern.compile("(?m)^[ >*+-]{0,20}+\\[(?:[^\\[\\]\\\\]|\\\\.){1,999}+]:" + ELSEWHERE + "\\S.*$");

    /** One line, nothing doubled, at most {@code length} characters; empty when nothing is left. */
    public static String line(String text, int length) {
        return text == null ? "" : cut(plain(text).replaceAll("\\s+", " ").strip(), length);
    }

    /** Paragraphs of at most {@code length} characters; null when nothing is left. */
    public static String markdown(String text, int length) {
        if (text == null) {
            return null;
        }
        var harmless = INLINE_LINK.matcher(plain(text)).replaceAll("$1");
        harmless = ODD_LINK.matcher(harmless).replaceAll("] (");
        harmless = LINK_DEFINITION.matcher(harmless).replaceAll("");
        var tidy = BLANKS_AT_THE_END
                .matcher(harmless)
                .replaceAll("\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
        return tidy.isEmpty() ? null : cut(tidy, length);
    }

    private static String plain(String text) {
        var plain = text.replace("\r\n", "\n");
        for (var round = 0; round < ROUNDS && MARKUP.matcher(plain).find(); round++) {
            plain = withoutTags(AUTOLINK.matcher(plain).replaceAll("$1"));
        }
        plain = plain.replaceAll("<(?=[a-zA-Z/!?])", "");
        return INVISIBLE.matcher(plain).replaceAll("");
    }

    private static String withoutTags(String html) {
        var text = new StringBuilder(html.length());
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof TextNode words) {
                        text.append(words.getWholeText());
                    } else if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                        text.append('\n');
                    }
                },
                Jsoup.parseBodyFragment(html).body());
        return text.toString();
    }

    /** Never through the middle of a character outside the basic plane. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end).stripTrailing();
    }

    private Prose() {}
}
