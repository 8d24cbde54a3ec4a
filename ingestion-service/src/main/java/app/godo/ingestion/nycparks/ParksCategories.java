package app.godo.ingestion.nycparks;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The parks' many categories of one row as one of ours, and all of them as tags.
 *
 * @param online whether it takes place on a screen: its coordinates are those of an office
 */
record ParksCategories(String category, List<String> tags, boolean online) {

    private static final String ONLINE = "virtual/online events";
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 50;

    /** The JSON joins by bars; an earlier form by slashes with blanks, while {@code Running/Jogging} is one category. */
    private static final String SEPARATOR = "\\s*\\|\\s*|\\s+/\\s+";

    private record Rule(String category, Set<String> theirs) {}

    /**
     * The first rule that a row has a word of decides. What something is comes before where it is and whom it is for: a film in
     * a park for children is a film.
     */
    private static final List<Rule> RULES = List.of(
            rule("volunteering", "volunteer", "it's my park", "service projects"),
            rule("film", "film", "free summer movies", "movies under the stars"),
            rule("theatre", "theater", "free summer theater", "shakespeare in the parks", "puppet shows"),
            rule("music", "concerts", "free summer concerts", "music", "summerstage"),
            rule("festivals", "festivals", "fourth of july", "halloween", "holiday lightings", "parades"),
            rule("markets", "markets", "farmers markets", "holiday markets"),
            rule("family", "games", "family camping with the urban park rangers", "storytelling"),
            rule("tours", "tours", "open house new york"),
            rule(
                    "sports",
                    "summer sports experience",
                    "sports camps",
                    "social sports",
                    "basketball/netball",
                    "pickleball",
                    "tennis",
                    "football",
                    "soccer",
                    "baseball/softball",
                    "track & field",
                    "martial arts"),
            rule("wellness", "yoga & pilates classes", "meditation", "wellness"),
            rule(
                    "fitness",
                    "shape up nyc",
                    "exercise classes",
                    "outdoor fitness",
                    "strength training/weightlifting",
                    "nyc parks fitness expo",
                    "running/jogging",
                    "fitness"),
            rule("sports", "swimming/aquatics", "sports"),
            rule("dance", "dance", "dance classes"),
            rule(
                    "outdoors",
                    "hiking",
                    "kayaking and canoeing",
                    "fishing",
                    "adventure courses/rock climbing",
                    "adventure courses",
                    "rock climbing",
                    "camping",
                    "walking"),
            rule("nature", "nature", "wildlife", "birding", "gardening", "urban park rangers", "astronomy"),
            rule("literature", "poetry", "books", "reading"),
            rule("talks", "talks", "lectures"),
            rule("food_drink", "food", "cooking"),
            rule("visual_arts", "art", "exhibits", "exhibitions", "arts & crafts"),
            rule("tech", "technology", "computer classes"),
            rule("education", "education", "stem classes", "workshops", "history", "historic house trust sites"),
            rule("family", "best for kids"),
            rule("community", "community input meetings", "seniors", "accessible activities", "dogs"),
            rule("outdoors", "waterfront"));

    static ParksCategories of(String joined) {
        var theirs = new LinkedHashSet<String>();
        Arrays.stream((joined == null ? "" : joined).split(SEPARATOR))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST_TAG)
                .limit(MOST_TAGS)
                .forEach(theirs::add);
        var ours = RULES.stream()
                .filter(rule -> rule.theirs().stream().anyMatch(theirs::contains))
                .map(Rule::category)
                .findFirst()
                .orElse("other");
        return new ParksCategories(ours, List.copyOf(theirs), theirs.contains(ONLINE));
    }

    private static Rule rule(String category, String... theirs) {
        return new Rule(category, Set.of(theirs));
    }
}
