package app.godo.reco.training;

/** What of an Event a model learns the worth of: each is one of the terms that rank it, in log-odds as they are set by hand. */
public enum Term {
    CATEGORY(Part.CONTENT),
    TAG(Part.CONTENT),
    PRICE(Part.CONTENT),
    NEIGHBORHOOD(Part.LOCATION),
    BOROUGH(Part.LOCATION),
    TIME(Part.TIME),
    WEEKDAY(Part.TIME),
    SOON(Part.TIME),
    ALIKE(Part.COLLABORATIVE),
    FRIENDS(Part.SOCIAL),
    POPULAR(null);

    static final int COUNT = values().length;

    private static final double SOON_WORTH = 0.8;
    private static final double SOON_DAYS = 3;
    private static final double POPULAR_WORTH = 0.6;
    private static final double POPULAR_ENOUGH = Math.log1p(200);

    /** Below five, a count could tell who goes. */
    public static final int FEWEST_SHOWN = 5;

    private static final double FIRST_FRIEND = 3;
    private static final double FURTHER_FRIEND = 0.4;
    private static final int MOST_FRIENDS = 5;

    /** The five signals of the plan. */
    enum Part {
        COLLABORATIVE,
        CONTENT,
        SOCIAL,
        LOCATION,
        TIME
    }

    /** To which of the signals it belongs, null for none. */
    final Part part;

    Term(Part part) {
        this.part = part;
    }

    /** @param days until it begins, 0 or more */
    public static double soon(double days) {
        return SOON_WORTH / (1 + days / SOON_DAYS);
    }

    public static double popular(int going) {
        return going < FEWEST_SHOWN ? 0 : POPULAR_WORTH * Math.min(1, Math.log1p(going) / POPULAR_ENOUGH);
    }

    /** @param going how many friends */
    public static double friends(int going) {
        return going == 0 ? 0 : FIRST_FRIEND + FURTHER_FRIEND * (Math.min(going, MOST_FRIENDS) - 1);
    }
}
