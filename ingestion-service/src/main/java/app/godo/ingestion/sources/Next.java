package app.godo.ingestion.sources;

import java.util.List;

/**
 * What follows an answer.
 *
 * @param asks what is to be asked now
 * @param counts whether the answer's own rows count; not when they will all come again
 * @param lacking what of the Source can be had no way, null when nothing: then nobody knows what is missing
 */
public record Next(List<Ask> asks, boolean counts, String lacking) {

    public static final Next NOTHING = new Next(List.of(), true, null);

    public static Next asking(Ask ask) {
        return new Next(List.of(ask), true, null);
    }

    /** The same rows in smaller parts. */
    public static Next instead(List<Ask> asks) {
        return new Next(asks, false, null);
    }

    public static Next lacking(String what) {
        return new Next(List.of(), true, what);
    }
}
