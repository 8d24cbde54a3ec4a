package app.godo.reco.feed;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Events in the order in which they are dealt.
 *
 * @param events their ids
 * @param scores how likely each was to be liked when the deck was made
 * @param explored whether each was put in to find out
 */
record Deck(UUID id, UUID[] events, float[] scores, boolean[] explored) {

    private static final int BYTES_A_CARD = 2 * Long.BYTES + Float.BYTES + 1;

    int size() {
        return events.length;
    }

    byte[] bytes() {
        var buffer = ByteBuffer.allocate(size() * BYTES_A_CARD);
        for (var i = 0; i < size(); i++) {
            buffer.putLong(events[i].getMostSignificantBits())
                    .putLong(events[i].getLeastSignificantBits())
                    .putFloat(scores[i])
                    .put((byte) (explored[i] ? 1 : 0));
        }
        return buffer.array();
    }

    static Deck of(UUID id, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var size = bytes.length / BYTES_A_CARD;
        var deck = new Deck(id, new UUID[size], new float[size], new boolean[size]);
        for (var i = 0; i < size; i++) {
            deck.events[i] = new UUID(buffer.getLong(), buffer.getLong());
            deck.scores[i] = buffer.getFloat();
            deck.explored[i] = buffer.get() == 1;
        }
        return deck;
    }
}
