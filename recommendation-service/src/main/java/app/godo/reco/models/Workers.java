package app.godo.reco.models;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work on numbered pieces, on all cores that there are. Each piece writes to its own place, so that order tells in nothing. */
public final class Workers {

    private Workers() {}

    public static void each(int pieces, IntConsumer work) {
        if (pieces == 1 || Runtime.getRuntime().availableProcessors() == 1) {
            for (var piece = 0; piece < pieces; piece++) {
                work.accept(piece);
            }
            return;
        }
        IntStream.range(0, pieces).parallel().forEach(work);
    }
}
