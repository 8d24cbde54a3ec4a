package app.godo.reco.feed;

import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.Seats;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.Fondness;
import app.godo.reco.tastes.Taste;
import app.godo.reco.training.Liking;

/**
 * How much one person is likely to like Events: an additive model whose terms can be shown. What they are fond of by their own
 * swipes comes beside what the trained model says by those of others, if one serves; a category chosen on joining stands in for
 * swipes until there are some. All weights but the trained model's are set by hand.
 */
final class Ranking {

    /** Below five, a count could tell who goes. */
    static final int FEWEST_SHOWN = 5;

    /** The log-odds of an Event of which nothing is known. */
    static final double BASE = -1;

    private static final double SOON = 0.8;
    private static final double SOON_DAYS = 3;
    private static final double POPULAR = 0.6;
    private static final double POPULAR_ENOUGH = Math.log1p(200);
    private static final double HOME = 0.8;
    private static final double FIRST_FRIEND = 3;
    private static final double FURTHER_FRIEND = 0.4;
    private static final int MOST_FRIENDS = 5;
    private static final double FULL = -1.5;

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

    /** By facet number: what having chosen it is worth still. */
    private final double[] stated;

    private final int home;
    private final boolean alone;

    private Ranking(Ranking earlier, long now) {
        this.taste = earlier.taste;
        this.company = earlier.company;
        this.now = now;
        this.fondness = earlier.fondness;
        this.liking = earlier.liking;
        this.stated = earlier.stated;
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
        this.fondness = new Fondness(taste, vocabulary);
        this.stated = new double[fondness.facets()];
        this.home = company.home() == null
                ? Vocabulary.NONE
                : vocabulary.knownNumberOf(Facet.NEIGHBORHOOD.named(company.home()));
        taste.stated()
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
        terms[Signal.SOON.ordinal()] = SOON / (1 + daysUntil(event) / SOON_DAYS);
        terms[Signal.POPULAR.ordinal()] = popular(seats.going());
        terms[Signal.HOME.ordinal()] = home != Vocabulary.NONE && facets.neighborhood() == home ? HOME : 0;
        terms[Signal.FRIENDS.ordinal()] =
                alone ? 0 : friends(company.goingTo(event.id()).size());
        terms[Signal.FULL.ordinal()] = seats.full() ? FULL : 0;
        var sum = BASE;
        for (var term : terms) {
            sum += term;
        }
        return sum;
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

    private static double popular(int going) {
        return going < FEWEST_SHOWN ? 0 : POPULAR * Math.min(1, Math.log1p(going) / POPULAR_ENOUGH);
    }

    private static double friends(int going) {
        return going == 0 ? 0 : FIRST_FRIEND + FURTHER_FRIEND * (Math.min(going, MOST_FRIENDS) - 1);
    }
}
