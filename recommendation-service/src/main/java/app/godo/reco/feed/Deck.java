package app.godo.reco.feed;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Events in the order in which they are dealt.
 *
 * @param events their ids
 * @param scores how likely each was to be liked when the deck was made
 * @param explored whether each was put in to find out
 * @param propensities how likely each was to be where it is, given those before it: 1 but for what was put in to find out
 * @param among how many each was drawn from, itself counted: 1 but for what was put in to find out
 * @param model the version of the model that ranked them, 0 for none
 */
record Deck(
        UUID id, UUID[] events, float[] scores, boolean[] explored, float[] propensities, byte[] among, long model) {

    /** A score is told in steps of a ten-thousandth; with it, in the sign, goes whether the card was put in to find out. */
    private static final float SCORE_STEPS = 10_000;

    private static final int BYTES_A_CARD = 2 * Long.BYTES + 2 * Short.BYTES + 1;

    /** One that is to be filled. */
    static Deck of(UUID id, int size, long model) {
        return new Deck(id, new UUID[size], new float[size], new boolean[size], new float[size], new byte[size], model);
    }

    int size() {
        return events.length;
    }

    /** How likely the Event was to be liked, as it is told. */
    double score(int position) {
        return steps(position) / (double) SCORE_STEPS;
    }

    byte[] bytes() {
        var buffer = ByteBuffer.allocate(Long.BYTES + size() * BYTES_A_CARD).putLong(model);
        for (var i = 0; i < size(); i++) {
            buffer.putLong(events[i].getMostSignificantBits())
                    .putLong(events[i].getLeastSignificantBits())
                    .putShort((short) (explored[i] ? ~steps(i) : steps(i)))
                    .putShort((short) Math.round(propensities[i] * SCORE_STEPS))
                    .put(among[i]);
        }
        return buffer.array();
    }

    static Deck of(UUID id, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var size = bytes.length / BYTES_A_CARD;
        var deck = Deck.of(id, size, buffer.getLong());
        for (var i = 0; i < size; i++) {
            deck.events[i] = new UUID(buffer.getLong(), buffer.getLong());
            var steps = buffer.getShort();
            deck.explored[i] = steps < 0;
            deck.scores[i] = (steps < 0 ? ~steps : steps) / SCORE_STEPS;
            deck.propensities[i] = buffer.getShort() / SCORE_STEPS;
            deck.among[i] = buffer.get();
        }
        return deck;
    }

    private int steps(int position) {
        return Math.round(scores[position] * SCORE_STEPS);
    }
}
