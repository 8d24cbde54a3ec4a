package app.godo.reco.training;

import app.godo.reco.tastes.Fondness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The terms of Events for people as they were before a border, as a feed would have had them then. */
final class TermRows {

    private static final double MILLIS_A_DAY = 86_400_000;

    private final History history;
    private final int border;
    private final DeckModel model;
    private final int[] popularity;
    private final Term.Part without;

    /**
     * @param model what says how much others' likes say, of swipes before the border
     * @param without a signal that nobody has, null for none
     */
    TermRows(History history, int border, DeckModel model, Term.Part without) {
        this.history = history;
        this.border = border;
        this.model = model;
        this.popularity = history.popularity(border);
        this.without = without;
    }

    /** Somebody as they were. */
    record Someone(Fondness fondness, Liking liking, Map<Integer, Integer> friendsLike) {}

    Someone someone(int person) {
        var before = history.before(person, border);
        var friendsLike = new HashMap<Integer, Integer>();
        for (var friend : history.friends(person)) {
            for (var event : history.liked(history.before(friend, border))) {
                friendsLike.merge(event, 1, Integer::sum);
            }
        }
        return new Someone(
                history.fondness(before),
                model.of(Arrays.stream(history.liked(before))
                        .mapToObj(event -> history.events[event])
                        .toList()),
                friendsLike);
    }

    /** Of each swipe from one to before another. */
    float[] of(int from, int to) {
        var rows = new float[(to - from) * Term.COUNT];
        for (var person = 0; person < history.people(); person++) {
            var own = history.between(person, from, to);
            if (own.length > 0) {
                var someone = someone(person);
                for (var swipe : own) {
                    fill(someone, history.event[swipe], history.at[swipe], rows, (swipe - from) * Term.COUNT);
                }
            }
        }
        return rows;
    }

    /** @param at when it is looked at, in epoch milliseconds */
    void fill(Someone someone, int event, long at, float[] row, int from) {
        var facets = history.facets[event];
        for (var term : Term.values()) {
            var value =
                    switch (term) {
                        case CATEGORY -> facets == null ? 0 : someone.fondness().category(facets);
                        case TAG -> facets == null ? 0 : someone.fondness().tags(facets);
                        case PRICE -> facets == null ? 0 : someone.fondness().price(facets);
                        case NEIGHBORHOOD ->
                            facets == null ? 0 : someone.fondness().neighborhood(facets);
                        case BOROUGH -> facets == null ? 0 : someone.fondness().borough(facets);
                        case TIME -> facets == null ? 0 : someone.fondness().time(facets);
                        case WEEKDAY -> facets == null ? 0 : someone.fondness().weekday(facets);
                        case SOON -> Term.soon(Math.max(0, (history.starts[event] - at) / MILLIS_A_DAY));
                        case ALIKE -> someone.liking().of(history.events[event]);
                        case FRIENDS -> Term.friends(someone.friendsLike().getOrDefault(event, 0));
                        case POPULAR -> Term.popular(popularity[event]);
                    };
            row[from + term.ordinal()] = term.part != null && term.part == without ? 0 : (float) value;
        }
    }
}
