package app.godo.ingestion.reading;

import app.godo.wire.events.Category;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Source's categories as one of ours. Which is which is data: {@code categories/<name>.txt}, a line {@code ours: theirs | theirs},
 * of which the first line that a row has a word of decides.
 */
public final class Categories {

    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 50;

    /** The mapping that all share, for Sources with no categories of their own. */
    public static final Categories GENERAL = new Categories("general", null);

    /** For rows whose categories say nothing: words in the title, {@code titles.txt}. */
    private static final Categories TITLES = new Categories("titles", null);

    private final List<Rule> rules;
    private final Categories otherwise;

    private record Rule(Category category, Set<String> theirs, Pattern words) {}

    private Categories(String name, Categories otherwise) {
        this.rules = read(name);
        this.otherwise = otherwise;
    }

    /** The mapping of that name; what it does not know is looked for in {@code general.txt}, which all share. */
    public static Categories of(String name) {
        return new Categories(name, GENERAL);
    }

    /** Ours for theirs, {@code other} when there is none; the title is asked last, null not to ask it. */
    Category choose(Collection<String> theirs, String title) {
        var words = theirs.stream().map(Categories::plain).collect(Collectors.toSet());
        for (var mapping = this; mapping != null; mapping = mapping.otherwise) {
            for (var rule : mapping.rules) {
                if (rule.theirs().stream().anyMatch(words::contains)) {
                    return rule.category();
                }
            }
        }
        return title == null ? Category.OTHER : TITLES.inTitle(title);
    }

    /** Their categories as an Event's tags. */
    static List<String> tags(Collection<String> theirs) {
        var tags = new LinkedHashSet<String>();
        theirs.stream()
                .map(Categories::plain)
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST_TAG)
                .limit(MOST_TAGS)
                .forEach(tags::add);
        return List.copyOf(tags);
    }

    private Category inTitle(String title) {
        return rules.stream()
                .filter(rule -> rule.words().matcher(title).find())
                .map(Rule::category)
                .findFirst()
                .orElse(Category.OTHER);
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    private static List<Rule> read(String name) {
        var path = "/categories/%s.txt".formatted(name);
        try (var file = Categories.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("no resource " + path);
            }
            var rules = new ArrayList<Rule>();
            var known = new HashSet<String>();
            for (var line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rules.add(rule(line, path, known));
                }
            }
            return List.copyOf(rules);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Rule rule(String line, String path, Set<String> known) {
        var colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalStateException("%s: no category in the line \"%s\"".formatted(path, line));
        }
        var category = Category.of(line.substring(0, colon).strip());
        var theirs = new LinkedHashSet<String>();
        for (var word : line.substring(colon + 1).split("\\|")) {
            theirs.add(plain(word));
        }
        for (var word : theirs) {
            if (!known.add(word)) {
                throw new IllegalStateException("%s: %s stands in two lines".formatted(path, word));
            }
        }
        var words = theirs.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?i)\\b(?:", ")s?\\b"));
        return new Rule(category, Set.copyOf(theirs), Pattern.compile(words));
    }
}
