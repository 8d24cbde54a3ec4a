package app.godo.events.matching;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much it says that two texts share a word: 1 for one that is nowhere else, little for one that is in many. */
final class Rarity {

    /** Texts imagined beside those seen, none with a word of theirs, so that a handful of texts has rare words too. */
    private static final int IMAGINED = 200;

    private static final double LEAST = 0.1;
    private static final double MOST_OF_A_KIND = 0.25;

    private final Map<String, Integer> seenIn = new HashMap<>();
    private final double logOfAll;

    private Rarity(Set<Set<String>> texts) {
        texts.forEach(words -> words.forEach(word -> seenIn.merge(word, 1, Integer::sum)));
        this.logOfAll = Math.log(texts.size() + IMAGINED);
    }

    /** Equal texts count once: a show that is listed for every day of the month does not make its name a common word. */
    static Rarity in(Collection<Set<String>> texts) {
        return new Rarity(new HashSet<>(texts));
    }

    double of(String word) {
        var rarity = Math.max(LEAST, 1 - Math.log(seenIn.getOrDefault(word, 1)) / logOfAll);
        return Words.isKind(word) ? Math.min(rarity, MOST_OF_A_KIND) : rarity;
    }

    double of(Collection<String> words) {
        return words.stream().mapToDouble(this::of).sum();
    }
}
