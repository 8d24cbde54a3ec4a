package app.godo.reco.feed;

/** What moves an Event up or down; each is a term of the sum that ranks it, in log-odds of being liked. */
enum Signal {
    /** The person's swipes on Events of the category. */
    CATEGORY,
    TAG,
    NEIGHBORHOOD,
    BOROUGH,
    TIME,
    WEEKDAY,
    PRICE,
    /** Those who liked what the person liked, liked it: the trained model. */
    ALIKE,
    /** The category was chosen on joining; fades as swipes say more. */
    STATED,
    /** It is soon. */
    SOON,
    /** Many go. */
    POPULAR,
    /** It is where the person lives. */
    HOME,
    /** Friends go. */
    FRIENDS,
    /** Whoever comes now has to wait for a seat. */
    FULL,
    /** The person wants less like something it is like. */
    LESS,
    /** What the person says they like, or do not, whatever was learned. */
    SAID,
    /** What the forest says beyond the sum of all others. */
    FOREST;

    static final int COUNT = values().length;
}
