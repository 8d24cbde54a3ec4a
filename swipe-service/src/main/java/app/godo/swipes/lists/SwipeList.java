package app.godo.swipes.lists;

import app.godo.wire.facts.Direction;

import java.util.Locale;

/** A list of the Events that were last swiped one way. */
enum SwipeList {
    /** In the order in which they take place. */
    CALENDAR(Direction.RIGHT),
    /** Newest swipe first. */
    SAVED(Direction.UP),
    /** Newest swipe first. */
    LIKED(Direction.DOWN);

    final Direction direction;

    SwipeList(Direction direction) {
        this.direction = direction;
    }

    /** The list of a word in a path. */
    static SwipeList of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
