package app.godo.events.catalogue;

import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;

import java.util.regex.Pattern;

/**
 * Text from outside as text and nothing else. Markdown stays, HTML goes, also HTML that hides behind entities, and links that
 * lead anywhere but to the web or a mailbox.
 */
public final class Prose {

    /** Nested deeper than this, entities are an attack: what still looks like a tag loses its bracket. */
    private static final int ROUNDS = 4;

    private static final String BLOCKS = "p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,blockquote,tr,br";
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]|&[#a-zA-Z]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\\u200D]]");
    private static final Pattern INLINE_LINK = Pattern.compile("\\[([^\\]]*)]\\(\\s*(?!https?://|mailto:)[^)]*\\)");
    private static final Pattern LINK_DEFINITION =
            Pattern.compile("(?m)^ {0,3}\\[[^\\]]+]:\\s*(?!https?://|mailto:)\\S.*$");

    /** One line, nothing doubled, at most {@code length} characters; empty when nothing is left. */
    public static String line(String text, int length) {
        return text == null ? "" : cut(plain(text).replaceAll("\\s+", " ").strip(), length);
    }

    /** Paragraphs of at most {@code length} characters; null when nothing is left. */
    public static String markdown(String text, int length) {
        if (text == null) {
            return null;
        }
        var harmless = LINK_DEFINITION
                .matcher(INLINE_LINK.matcher(plain(text)).replaceAll("$1"))
                .replaceAll("");
        var tidy = harmless.replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
        return tidy.isEmpty() ? null : cut(tidy, length);
    }

    private static String plain(String text) {
        var plain = text.replace("\r\n", "\n");
        for (var round = 0; round < ROUNDS && MARKUP.matcher(plain).find(); round++) {
            plain = withoutTags(plain);
        }
        plain = plain.replaceAll("<(?=[a-zA-Z/!?])", "");
        return INVISIBLE.matcher(plain).replaceAll("");
    }

    private static String withoutTags(String html) {
        var body = Jsoup.parseBodyFragment(html).body();
        body.select(BLOCKS).forEach(block -> block.before(new TextNode("\n")));
        return body.wholeText();
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
