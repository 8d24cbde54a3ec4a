package app.godo.ingestion.reading;

import app.godo.ingestion.fetching.FeedFailure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The items of an RSS 2.0 or Atom feed, each as an object of its elements' texts: by their names, and where the name stands for
 * something else in a module ({@code event:startdate}), by the local name as well as any. What comes again becomes an array.
 */
public final class RssItems {

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        // nothing that a document type declares is looked at: no files, no addresses, no billion laughs
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private static final Set<String> FEEDS = Set.of("rss", "rdf", "feed");
    /** What hand-made feeds hold and XML does not: it is mended only where it breaks the feed. */
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#\\d{1,7}|#x[0-9a-fA-F]{1,6});)");

    private static final Pattern UNSEEN = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 256 * 1024;

    /** @param whole whether the feed could be read to its end */
    public record Items(List<ObjectNode> all, boolean whole) {}

    /** @throws FeedFailure when this is no such feed */
    public static Items of(String xml) {
        var text = withoutPrologue(xml);
        var items = read(text);
        if (!items.whole()) {
            var mended = read(
                    BARE_AMPERSAND.matcher(UNSEEN.matcher(text).replaceAll("")).replaceAll("&amp;"));
            items = mended.all().size() > items.all().size() || mended.whole() ? mended : items;
        }
        if (items.all().isEmpty() && !items.whole()) {
            throw new FeedFailure("The feed is not the RSS that was expected");
        }
        return items;
    }

    private static Items read(String xml) {
        var items = new ArrayList<ObjectNode>();
        try {
            var reader = XML.createXMLStreamReader(new StringReader(xml));
            if (!opensFeed(reader)) {
                return new Items(List.of(), false);
            }
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && isItem(reader)) {
                    if (items.size() == Rows.MOST) {
                        throw new FeedFailure("The feed has more than %d rows".formatted(Rows.MOST));
                    }
                    items.add(item(reader));
                }
            }
            return new Items(items, true);
        } catch (XMLStreamException broken) {
            return new Items(items, false);
        }
    }

    /** The text is decoded already, whatever encoding its declaration names. */
    private static String withoutPrologue(String xml) {
        var text = xml.stripLeading();
        var end = text.startsWith("<?xml") ? text.indexOf("?>") : -1;
        return end < 0 ? text : text.substring(end + 2).stripLeading();
    }

    private static boolean opensFeed(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                return FEEDS.contains(reader.getLocalName().toLowerCase(Locale.ROOT));
            }
        }
        return false;
    }

    private static boolean isItem(XMLStreamReader reader) {
        return reader.getLocalName().equals("item") || reader.getLocalName().equals("entry");
    }

    private static ObjectNode item(XMLStreamReader reader) throws XMLStreamException {
        var item = JsonNodeFactory.instance.objectNode();
        Deque<StringBuilder> open = new ArrayDeque<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == DEEPEST) {
                        throw new XMLStreamException("nested too deeply");
                    }
                    open.push(new StringBuilder());
                    attributes(reader, item);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    var text = open.peek();
                    if (text != null && text.length() + reader.getTextLength() <= LONGEST_TEXT) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (open.isEmpty()) {
                        return item;
                    }
                    var text = open.pop().toString().strip();
                    if (!text.isEmpty()) {
                        put(item, name(reader), text);
                    }
                }
                default -> {}
            }
        }
        throw new XMLStreamException("an item without an end");
    }

    /** Where elements say what they have to say in attributes: an image, and the link of Atom. */
    private static void attributes(XMLStreamReader reader, ObjectNode item) {
        var name = reader.getLocalName();
        if (name.equals("link") && reader.getAttributeValue(null, "href") != null) {
            // of Atom's links one leads to the item itself; without a word it is that
            var leads = reader.getAttributeValue(null, "rel");
            if (leads != null && !leads.equals("alternate")) {
                return;
            }
            put(item, "link", reader.getAttributeValue(null, "href"));
        } else if (name.equals("category") && reader.getAttributeValue(null, "term") != null) {
            put(item, "category", reader.getAttributeValue(null, "term"));
        } else if (name.equals("when") && reader.getAttributeValue(null, "startTime") != null) {
            // Google's gd:when
            put(item, "start", reader.getAttributeValue(null, "startTime"));
            if (reader.getAttributeValue(null, "endTime") != null) {
                put(item, "end", reader.getAttributeValue(null, "endTime"));
            }
        } else if (name.equals("where") && reader.getAttributeValue(null, "valueString") != null) {
            put(item, "location", reader.getAttributeValue(null, "valueString"));
        } else if ((name.equals("enclosure") || reader.getLocalName().equals("content") && isMedia(reader))
                && (String.valueOf(reader.getAttributeValue(null, "type")).startsWith("image/")
                        || "image".equals(reader.getAttributeValue(null, "medium")))
                && reader.getAttributeValue(null, "url") != null) {
            put(item, "image", reader.getAttributeValue(null, "url"));
        }
    }

    private static boolean isMedia(XMLStreamReader reader) {
        return String.valueOf(reader.getNamespaceURI()).contains("search.yahoo.com/mrss");
    }

    private static String name(XMLStreamReader reader) {
        var prefix = reader.getPrefix();
        return prefix == null || prefix.isEmpty() ? reader.getLocalName() : prefix + ":" + reader.getLocalName();
    }

    private static void put(ObjectNode item, String name, String text) {
        var before = item.get(name);
        if (before == null) {
            item.put(name, text);
        } else if (before instanceof ArrayNode several) {
            several.add(text);
        } else {
            item.putArray(name).add(before).add(text);
        }
    }

    private RssItems() {}
}
