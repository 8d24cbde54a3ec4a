package app.godo.ingestion.sources;

/**
 * On what terms a Source may be used.
 *
 * @param name what they are called; null when that is not known
 * @param attribution what has to be said beside its Events; null when nothing
 * @param showsProse whether its descriptions and pictures may be shown; facts are nobody's
 * @param keepsPayloads whether what it answers may be kept as it came
 * @param redistributable whether its Events may be handed on beyond our own pages
 */
public record Licence(
        String name, String attribution, boolean showsProse, boolean keepsPayloads, boolean redistributable) {}
