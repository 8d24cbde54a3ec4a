package app.godo.ingestion.nycparks;

import app.godo.wire.events.Category;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parks' many categories of one row as one of ours, and all of them as tags. */
record ParksCategories(Category category, List<String> tags) {

    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 50;

    /** The JSON joins by bars; an earlier form by slashes with blanks, while {@code Running/Jogging} is one category. */
    private static final String SEPARATOR = "\\s*\\|\\s*|\\s+/\\s+";

    private record Rule(Category category, Set<String> theirs) {}

    /**
     * The first rule that a row has a word of decides. What something is comes before where it is and whom it is for: a film in
     * a park for children is a film.
     */
    private static final List<Rule> RULES = List.of(
            rule(Category.VOLUNTEERING, "volunteer", "it's my park", "service projects"),
            rule(Category.FILM, "film", "free summer movies", "movies under the stars"),
            rule(Category.THEATRE, "theater", "free summer theater", "shakespeare in the parks", "puppet shows"),
            rule(Category.MUSIC, "concerts", "free summer concerts", "music", "summerstage"),
            rule(Category.FESTIVALS, "festivals", "fourth of july", "halloween", "holiday lightings", "parades"),
            rule(Category.MARKETS, "markets", "farmers markets", "holiday markets"),
            rule(Category.FAMILY, "games", "family camping with the urban park rangers", "storytelling"),
            rule(Category.TOURS, "tours", "open house new york"),
            rule(
                    Category.SPORTS,
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
            rule(Category.WELLNESS, "yoga & pilates classes", "meditation", "wellness"),
            rule(
                    Category.FITNESS,
                    "shape up nyc",
                    "exercise classes",
                    "outdoor fitness",
                    "strength training/weightlifting",
                    "nyc parks fitness expo",
                    "running/jogging",
                    "fitness"),
            rule(Category.SPORTS, "swimming/aquatics", "sports"),
            rule(Category.DANCE, "dance", "dance classes"),
            rule(
                    Category.OUTDOORS,
                    "hiking",
                    "kayaking and canoeing",
                    "fishing",
                    "adventure courses/rock climbing",
                    "adventure courses",
                    "rock climbing",
                    "camping",
                    "walking"),
            rule(Category.NATURE, "nature", "wildlife", "birding", "gardening", "urban park rangers", "astronomy"),
            rule(Category.LITERATURE, "poetry", "books", "reading"),
            rule(Category.TALKS, "talks", "lectures"),
            rule(Category.FOOD_DRINK, "food", "cooking"),
            rule(Category.VISUAL_ARTS, "art", "exhibits", "exhibitions", "arts & crafts"),
            rule(Category.TECH, "technology", "computer classes"),
            rule(Category.EDUCATION, "education", "stem classes", "workshops", "history", "historic house trust sites"),
            rule(Category.FAMILY, "best for kids"),
            rule(Category.COMMUNITY, "community input meetings", "seniors", "accessible activities", "dogs"),
            rule(Category.OUTDOORS, "waterfront"));

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
                .orElse(Category.OTHER);
        return new ParksCategories(ours, List.copyOf(theirs));
    }

    private static Rule rule(Category category, String... theirs) {
        return new Rule(category, Set.of(theirs));
    }
}
