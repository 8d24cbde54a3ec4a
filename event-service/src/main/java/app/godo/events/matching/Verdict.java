package app.godo.events.matching;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found about two Listings, and why.
 *
 * @param score the sum of the terms' points
 * @param vetoes why they cannot be the same whatever the score; with one, the band is {@code SEPARATE}
 * @param doubts why a person has to look; with one, the band is never {@code MERGE}
 */
public record Verdict(Pair pair, Band band, int score, List<Term> terms, List<String> vetoes, List<String> doubts) {

    /** What becomes of two Listings. */
    public enum Band {
        /** they are one Event */
        MERGE,
        /** a person decides */
        REVIEW,
        /** they are two Events */
        SEPARATE
    }

    /** One piece of evidence. */
    public record Term(String name, int points, String because) {}

    boolean isUnopposed() {
        return vetoes.isEmpty() && doubts.isEmpty();
    }

    /** In one line. */
    public String explained() {
        var sum = terms.stream()
                .map(term -> "%s %+d (%s)".formatted(term.name(), term.points(), term.because()))
                .collect(Collectors.joining(", "));
        return "%s %d = %s%s%s".formatted(band, score, sum, list("veto", vetoes), list("doubt", doubts));
    }

    private static String list(String name, List<String> reasons) {
        return reasons.isEmpty() ? "" : "; %s: %s".formatted(name, String.join(", ", reasons));
    }
}
