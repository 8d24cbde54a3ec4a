package app.godo.reco.feed;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Seats;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.Corrections;
import app.godo.reco.tastes.Fondness;
import app.godo.reco.tastes.Taste;
import app.godo.reco.training.Liking;
import app.godo.reco.training.Mix;
import app.godo.reco.training.Term;

import java.util.Arrays;
import java.util.List;

/**
 * How much one person is likely to like Events: an additive model whose terms can be shown. What they are fond of by their own
 * swipes comes beside what the trained model says by those of others, if one serves; a category chosen on joining stands in for
 * swipes until there are some. All weights but the trained model's are set by hand.
 */
final class Ranking {

    /** The same as {@link #base}, where no weights were learned. */
    static final double BASE = -1;

    private static final Term[] TERMS = Term.values();

    /** By term, the number of its signal. */
    private static final int[] AS_SIGNALS = Arrays.stream(TERMS)
            .mapToInt(term -> Signal.valueOf(term.name()).ordinal())
            .toArray();

    private static final double HOME = 0.8;
    private static final double FULL = -1.5;

    /** For each Event of which somebody wants less like it. */
    private static final double LESS_OF_CATEGORY = 0.8;

    private static final double LESS_OF_TAG = 0.6;
    private static final double LEAST = -3;

    /** What choosing a category on joining is worth: as if each of the facet's first swipes had been a good one. */
    private static final double STATED_SCORE = 3;

    private static final double MILLIS_A_DAY = 86_400_000;

    /** Two doubles and a boolean. */
    private static final int BYTES_A_FACET = 17;

    private static final int BYTES_AN_EVENT_SEEN = 40;

    private final Taste taste;
    private final Company company;
    private final long now;
    private final Fondness fondness;

    /** What the trained model says, {@link Liking#NONE} where none serves. */
    private final Liking liking;

    private final Mix mix;

    /** By facet number: what having chosen it is worth still. */
    private final double[] stated;

    /** By facet number: what wanting less like Events that have it takes away; null where nothing is said. */
    private final double[] less;

    /** By facet number: what their own word on it counts; null where nothing is said. */
    private final double[] said;

    private final double friendsWorth;
    private final double homeWorth;
    private final int home;
    private final boolean alone;

    private Ranking(Ranking earlier, long now) {
        this.taste = earlier.taste;
        this.company = earlier.company;
        this.now = now;
        this.fondness = earlier.fondness;
        this.liking = earlier.liking;
        this.mix = earlier.mix;
        this.stated = earlier.stated;
        this.less = earlier.less;
        this.said = earlier.said;
        this.friendsWorth = earlier.friendsWorth;
        this.homeWorth = earlier.homeWorth;
        this.home = earlier.home;
        this.alone = earlier.alone;
    }

    /** @param vocabulary asked only after the Events to rank were taken from the catalogue: it must know all their facets */
    Ranking(Taste taste, Company company, Liking liking, Vocabulary vocabulary, long now) {
        this.taste = taste;
        this.company = company;
        this.now = now;
        this.alone = company.going().isEmpty();
        this.liking = liking;
        this.mix = liking.model().mix();
        this.fondness = new Fondness(taste, vocabulary);
        this.stated = new double[fondness.facets()];
        this.home = company.home() == null
                ? Vocabulary.NONE
                : vocabulary.knownNumberOf(Facet.NEIGHBORHOOD.named(company.home()));
        this.less = less(taste, vocabulary, stated.length);
        this.said = said(taste, vocabulary, stated.length);
        this.friendsWorth = 1 + taste.corrections().of(Corrections.FRIENDS);
        this.homeWorth = 1 + taste.corrections().of(Corrections.HOME);
        taste.stated().stream()
                .filter(facet -> !taste.corrections().liking().containsKey(facet))
                .forEach(facet -> stated[vocabulary.knownNumberOf(facet)] =
                        Fondness.FACET_PRIOR * STATED_SCORE / (taste.of(facet).evidence() + Fondness.FACET_PRIOR));
        stated[Vocabulary.NONE] = 0;
    }

    /** The same at another moment. */
    Ranking at(long moment) {
        return new Ranking(this, moment);
    }

    /** One more than the greatest facet number an Event can have. */
    int facets() {
        return stated.length;
    }

    /** The probability of being liked, between 0 and 1. */
    static float probability(float logOdds) {
        return (float) (1 / (1 + Math.exp(-logOdds)));
    }

    /**
     * The log-odds of being liked.
     *
     * @param terms takes what each {@link Signal} adds
     */
    double rank(LiveEvent event, double[] terms) {
        return rank(event, event.seats(), terms);
    }

    /** The same with the seats as they were at one moment. */
    double rank(LiveEvent event, Seats seats, double[] terms) {
        var facets = event.facets();
        terms[Signal.CATEGORY.ordinal()] = fondness.category(facets);
        terms[Signal.TAG.ordinal()] = fondness.tags(facets);
        terms[Signal.NEIGHBORHOOD.ordinal()] = fondness.neighborhood(facets);
        terms[Signal.BOROUGH.ordinal()] = fondness.borough(facets);
        terms[Signal.TIME.ordinal()] = fondness.time(facets);
        terms[Signal.WEEKDAY.ordinal()] = fondness.weekday(facets);
        terms[Signal.PRICE.ordinal()] = fondness.price(facets);
        terms[Signal.ALIKE.ordinal()] = liking.of(event.id());
        terms[Signal.STATED.ordinal()] = Fondness.CATEGORY * stated[facets.category()];
        terms[Signal.SOON.ordinal()] = Term.soon(daysUntil(event));
        terms[Signal.POPULAR.ordinal()] = Term.popular(seats.going());
        terms[Signal.HOME.ordinal()] = home != Vocabulary.NONE && facets.neighborhood() == home ? HOME * homeWorth : 0;
        terms[Signal.FRIENDS.ordinal()] = alone
                ? 0
                : friendsWorth * Term.friends(company.goingTo(event.id()).size());
        terms[Signal.FULL.ordinal()] = seats.full() ? FULL : 0;
        terms[Signal.LESS.ordinal()] = less == null ? 0 : less(facets);
        terms[Signal.SAID.ordinal()] = said == null ? 0 : said(facets);
        terms[Signal.FOREST.ordinal()] = 0;
        if (mix.addsUp()) {
            for (var term : TERMS) {
                terms[AS_SIGNALS[term.ordinal()]] *= mix.worth(term);
            }
        }
        var sum = base();
        for (var term : terms) {
            sum += term;
        }
        return sum;
    }

    /** The log-odds of an Event of which nothing is known. */
    double base() {
        return mix.addsUp() ? mix.base() : BASE;
    }

    /** Whether the sum only says which Events are worth asking the forest for. */
    boolean asksTheForest() {
        return mix.asksTheForest();
    }

    /**
     * What the forest says of one that was just ranked, with what it has not learned of.
     *
     * @param terms as {@link #rank} left them; takes what the forest adds
     * @param row has a place for each {@link Term}
     */
    double askTheForest(double[] terms, double sum, float[] row) {
        var unlearned = sum - base();
        for (var term : TERMS) {
            var value = terms[AS_SIGNALS[term.ordinal()]];
            row[term.ordinal()] = (float) value;
            unlearned -= value;
        }
        var said = mix.forest(row, 0) + unlearned;
        terms[Signal.FOREST.ordinal()] = said - sum;
        return said;
    }

    /** Whether the person has neither chosen nor ever swiped the Event's category; nothing is while nobody can say. */
    boolean isNew(LiveEvent event) {
        var category = event.facets().category();
        return taste.known() && !fondness.tried(category) && stated[category] == 0;
    }

    boolean isStated(LiveEvent event) {
        return stated[event.facets().category()] > 0;
    }

    Fondness fondness() {
        return fondness;
    }

    Liking liking() {
        return liking;
    }

    Taste taste() {
        return taste;
    }

    Company company() {
        return company;
    }

    /** None for one that is on already, as one of which only the days are known may be. */
    double daysUntil(LiveEvent event) {
        return Math.max(0, (event.startMillis() - now) / MILLIS_A_DAY);
    }

    /** About how many bytes it keeps alive. */
    int weight() {
        return BYTES_A_FACET * stated.length
                + BYTES_AN_EVENT_SEEN * taste.seen().size()
                + liking.weight();
    }

    private static double[] said(Taste taste, Vocabulary vocabulary, int size) {
        if (taste.corrections().liking().isEmpty()) {
            return null;
        }
        var said = new double[size];
        taste.corrections()
                .liking()
                .forEach((facet, liking) -> said[vocabulary.knownNumberOf(facet)] = Fondness.corrected(facet, liking));
        said[Vocabulary.NONE] = 0;
        return said;
    }

    private double said(EventFacets facets) {
        var sum = said[facets.category()]
                + said[facets.neighborhood()]
                + said[facets.borough()]
                + said[facets.time()]
                + said[facets.weekday()]
                + said[facets.price()];
        for (var tag : facets.tags()) {
            sum += said[tag];
        }
        return sum;
    }

    private static double[] less(Taste taste, Vocabulary vocabulary, int size) {
        if (taste.corrections().less().isEmpty()) {
            return null;
        }
        var less = new double[size];
        var category = Facet.CATEGORY.named("");
        taste.corrections().less().values().stream()
                .flatMap(List::stream)
                .forEach(facet -> less[vocabulary.knownNumberOf(facet)] +=
                        facet.startsWith(category) ? LESS_OF_CATEGORY : LESS_OF_TAG);
        less[Vocabulary.NONE] = 0;
        return less;
    }

    private double less(EventFacets facets) {
        var sum = less[facets.category()];
        for (var tag : facets.tags()) {
            sum += less[tag];
        }
        return Math.max(LEAST, -sum);
    }
}
