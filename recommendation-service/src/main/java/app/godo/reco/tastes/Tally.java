package app.godo.reco.tastes;

import app.godo.wire.facts.Direction;

/**
 * How a person's swipes on Events with one facet add up. Whole numbers, so that swipes may come in any order and go again, and
 * the sum is exact.
 *
 * @param score the sum of the swipes' weights
 * @param likes how many were not to the left
 * @param evidence how many there were
 */
public record Tally(int score, int likes, int evidence) {

    public static final Tally NONE = new Tally(0, 0, 0);

    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** What one swipe says. */
    static Tally of(Direction direction) {
        return switch (direction) {
            case RIGHT -> new Tally(4, 1, 1);
            case UP -> new Tally(3, 1, 1);
            case DOWN -> new Tally(2, 1, 1);
            case LEFT -> new Tally(-2, 0, 1);
        };
    }

    /**
     * All three in one number, in which they add up without touching one another (a person has fewer than a million swipes):
     * one HINCRBY a facet instead of three.
     */
    long packed() {
        return ((long) score << 2 * COUNT_BITS) + ((long) likes << COUNT_BITS) + evidence;
    }

    static Tally unpacked(long packed) {
        return new Tally((int) (packed >> 2 * COUNT_BITS), (int) (packed >> COUNT_BITS & COUNT_MASK), (int)
                (packed & COUNT_MASK));
    }

    Tally plus(Tally other) {
        return new Tally(score + other.score, likes + other.likes, evidence + other.evidence);
    }
}
