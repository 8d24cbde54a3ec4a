package app.godo.events.matching;

import org.jsoup.parser.Parser;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes titles and names of venues apart into words that can be compared. */
final class Words {

    private static final Set<String> STOP = listed("""
            a an and at by feat featuring for from ft in is it of on or presented presents the to v vs w with x""");

    /** Words that say what kind of Event or venue it is, not which. */
    private static final Set<String> KINDS = listed("""
            album annual anniversary band class club comedy concert dance day dj edition evening event experience featured
            festival free guest guests hosted jam jazz live mic music musical night nyc open party performance quartet quintet
            release series session set show special summer tour tribute trio workshop world york

            arena auditorium avenue bar branch bronx brooklyn cafe center church city court field garden gardens gym gymnasium
            hall house library lounge main manhattan museum new outdoor park playground plaza pool public queens recreation roof
            rooftop room school square stadium stage street studio theater""");

    /** One spelling for words that are written in several. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "theatre", "theater", "centre", "center", "saint", "st", "monsignor", "msgr", "ny", "nyc", "mt", "mount");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern QUOTES = Pattern.compile("[’‘`´ʼ]");
    private static final Pattern INITIALS = Pattern.compile("\\b(\\p{L})\\.(?=\\p{L}\\b)");
    private static final Pattern POSSESSIVE = Pattern.compile("'s\\b");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What a Source puts before a title to say how things stand. */
    private static final Pattern STANDING = Pattern.compile(
            "^\\s*[\\[(*]*(cancell?ed|sold[ -]out|postponed|rescheduled|moved|new date|just added)\\b[\\])*]*\\s*[:!–—-]*\\s*");

    /** What a Source puts after it: the city, who is let in. */
    private static final Pattern ASIDE = Pattern.compile(
            "\\s*[\\[(]\\s*(new york(,? ny)?|ny|nyc|brooklyn|queens|bronx|manhattan|\\d+\\s*\\+[^)\\]]*|ages? \\d[^)\\]]*|all ages"
                    + "|no children[^)\\]]*|entry requires[^)\\]]*)\\s*[\\])]|\\s[–—-]+\\s*(new york|ny|nyc|brooklyn|queens|bronx"
                    + "|manhattan)\\s*$");

    /** What stands between the acts of an evening. */
    private static final Pattern BETWEEN_ACTS = Pattern.compile(
            "\\s[–—*-]+\\s|[/|,;:•+()\\[\\]\"“”]+|\\s(?:w/|&|and|with|feat\\.?|featuring|ft\\.?|presents|b2b|x|vs?\\.?|at)\\s");

    private Words() {}

    private static Set<String> listed(String words) {
        return Set.of(words.split("\\s+"));
    }

    /** Lower case, without accents, entities and curly quotes. */
    static String plain(String text) {
        var folded = MARKS.matcher(Normalizer.normalize(Parser.unescapeEntities(text, false), Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return QUOTES.matcher(folded).replaceAll("'").strip();
    }

    /** A plain title without what Sources put around it. */
    static String bare(String plainTitle) {
        var bare = ASIDE.matcher(STANDING.matcher(plainTitle).replaceFirst(""))
                .replaceAll("")
                .strip();
        return bare.isEmpty() ? plainTitle : bare;
    }

    /** Of a plain text; never empty unless it has no letter or digit. */
    static Set<String> of(String plain) {
        var all = new LinkedHashSet<String>();
        var telling = new LinkedHashSet<String>();
        var joined = POSSESSIVE
                .matcher(INITIALS.matcher(plain).replaceAll("$1"))
                .replaceAll("")
                .replace("'", "");
        for (var word : BETWEEN_WORDS.split(joined)) {
            if (!word.isEmpty()) {
                var spelled = SPELLINGS.getOrDefault(word, word);
                all.add(spelled);
                if (!STOP.contains(spelled)) {
                    telling.add(spelled);
                }
            }
        }
        return telling.isEmpty() ? all : telling;
    }

    /** The parts of a plain title that may be somebody's name, each by its words; the whole comes first. */
    static List<Set<String>> acts(String plainTitle) {
        var acts = new ArrayList<Set<String>>();
        acts.add(of(plainTitle));
        for (var part : BETWEEN_ACTS.split(plainTitle)) {
            var words = of(part);
            if (!words.isEmpty()) {
                acts.add(words);
            }
        }
        return List.copyOf(acts);
    }

    static boolean isKind(String word) {
        return KINDS.contains(word);
    }
}
