package app.godo.reco.tastes;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.Vocabulary;

/**
 * How fond one person is of what Events have: for each facet the posterior mean of their swipes on it is set against their mean
 * over everything; few swipes move it little. What the person has corrected is not counted: {@link #corrected}. The weights are set by hand, in log-odds of being liked.
 */
public final class Fondness {

    /** Swipes of average liking that a facet starts with. */
    public static final double FACET_PRIOR = 5;

    /** What a category counts, whether it was swiped or chosen. */
    public static final double CATEGORY = 0.6;

    private static final double TAGS = 0.3;
    private static final double NEIGHBORHOOD = 0.3;
    private static final double BOROUGH = 0.2;
    private static final double TIME = 0.2;
    private static final double WEEKDAY = 0.1;
    private static final double PRICE = 0.15;

    /** How much better than average it is to be liked as much as can be: as if all swipes on it were to the right. */
    private static final double MOST_LIFT = 4;

    /** Swipes of average liking that a person starts with. */
    private static final double PERSON_PRIOR = 20;

    /** By facet number: how much better than this person's average; none where nothing is known. */
    private final double[] lifts;

    /** By facet number: whether they ever swiped an Event that has it. */
    private final boolean[] tried;

    /** @param vocabulary must know all facets of the Events that will be asked for */
    public Fondness(Taste taste, Vocabulary vocabulary) {
        this.lifts = new double[vocabulary.size()];
        this.tried = new boolean[lifts.length];
        var mean = mean(taste);
        taste.facets().forEach((facet, tally) -> {
            var number = vocabulary.knownNumberOf(facet);
            lifts[number] = lift(tally, mean);
            tried[number] = true;
        });
        taste.corrections().liking().keySet().forEach(facet -> {
            var number = vocabulary.knownNumberOf(facet);
            lifts[number] = 0;
            tried[number] = true;
        });
        lifts[Vocabulary.NONE] = 0;
    }

    /** How fond somebody is of a facet by their swipes alone, from -1 to 1, 0 where nothing is known. */
    public static double learned(Taste taste, String facet) {
        return Math.clamp(lift(taste.of(facet), mean(taste)) / MOST_LIFT, -1, 1);
    }

    /** What the person's own word on a facet counts, in log-odds. */
    public static double corrected(String facet, double liking) {
        for (var kind : Facet.values()) {
            if (facet.startsWith(kind.named(""))) {
                return MOST_LIFT * liking * weight(kind);
            }
        }
        return 0;
    }

    private static double weight(Facet kind) {
        return switch (kind) {
            case CATEGORY -> CATEGORY;
            case TAG -> TAGS;
            case NEIGHBORHOOD -> NEIGHBORHOOD;
            case BOROUGH -> BOROUGH;
            case TIME -> TIME;
            case WEEKDAY -> WEEKDAY;
            case PRICE -> PRICE;
        };
    }

    /** One more than the greatest facet number that can be asked for. */
    public int facets() {
        return lifts.length;
    }

    public boolean tried(int facet) {
        return tried[facet];
    }

    public double category(EventFacets facets) {
        return CATEGORY * lifts[facets.category()];
    }

    public double tags(EventFacets facets) {
        return TAGS * best(facets.tags());
    }

    public double neighborhood(EventFacets facets) {
        return NEIGHBORHOOD * lifts[facets.neighborhood()];
    }

    public double borough(EventFacets facets) {
        return BOROUGH * lifts[facets.borough()];
    }

    public double time(EventFacets facets) {
        return TIME * lifts[facets.time()];
    }

    public double weekday(EventFacets facets) {
        return WEEKDAY * lifts[facets.weekday()];
    }

    public double price(EventFacets facets) {
        return PRICE * lifts[facets.price()];
    }

    /** All of it together. */
    public double of(EventFacets facets) {
        return category(facets)
                + tags(facets)
                + neighborhood(facets)
                + borough(facets)
                + time(facets)
                + weekday(facets)
                + price(facets);
    }

    /** The tag that says most, for or against: the number of tags is the source's whim. */
    public double best(int[] tags) {
        var most = 0.0;
        for (var tag : tags) {
            if (Math.abs(lifts[tag]) > Math.abs(most)) {
                most = lifts[tag];
            }
        }
        return most;
    }

    private static double mean(Taste taste) {
        return taste.all().score() / (taste.all().evidence() + PERSON_PRIOR);
    }

    private static double lift(Tally tally, double mean) {
        return (tally.score() - tally.evidence() * mean) / (tally.evidence() + FACET_PRIOR);
    }
}
