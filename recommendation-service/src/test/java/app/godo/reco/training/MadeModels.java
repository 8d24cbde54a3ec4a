package app.godo.reco.training;

import java.util.UUID;

/** Models that nobody trained. */
public final class MadeModels {

    /** One that says of one Event, to whoever liked another, how many log-odds more it is. */
    public static DeckModel saying(long version, UUID liked, UUID other, float more) {
        return new DeckModel(
                version, new UUID[] {liked, other}, new Affinity(new int[][] {{1}, {}}, new float[][] {{more}, {}}), 1);
    }

    private MadeModels() {}
}
