package app.godo.reco.tastes;

import java.util.UUID;

/** Where what is a person's own is in Redis: hash-tagged, so that all of one person is in one slot of a cluster. */
public final class TasteKeys {

    /** A hash: a packed {@link Tally} per facet, and the fields below. */
    static String taste(UUID userId) {
        return "{" + userId + "}:taste";
    }

    /**
     * A hash: for each Event swiped its {@link Swiped#mark()}, by the sixteen bytes of its id; by a dash, an Event and a swipe what was
     * undone; and {@link #BUILT}.
     */
    static String seen(UUID userId) {
        return "{" + userId + "}:seen";
    }

    /** A hash: the decks dealt last, which the feed keeps. */
    public static String decks(UUID userId) {
        return "{" + userId + "}:decks";
    }

    /** How many swipes the vector holds: one per Event, as in {@code swipes.current_swipes}. */
    static final String COUNT = "n";

    static final String REVISION = "rev";

    /** When something was last learned, in epoch milliseconds. */
    static final String LEARNED_AT = "at";

    /** The id of the last swipe that came in. */
    static final String LAST = "last";

    /** Categories the person chose, joined by {@link #SEPARATOR}. */
    static final String STATED = "stated";

    /** What the person says of what was learned: {@link Corrections#text()}. */
    static final String SAID = "said";

    /** Where a mark sorts behind it, the swipe teaches: {@link Swiped#endOf}. */
    static final String SINCE = "since";

    /** Stands beside the Events seen when all of them are there; it goes where one of the keys is lost. */
    static final String BUILT = "built";

    /** The facet of all swipes. */
    static final String ALL = "all";

    static final String SEPARATOR = "\u001f";

    private TasteKeys() {}
}
