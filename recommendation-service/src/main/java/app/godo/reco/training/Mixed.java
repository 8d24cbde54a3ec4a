package app.godo.reco.training;

import app.godo.reco.models.Calibration;
import app.godo.wire.facts.Direction;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns how the terms are put together, each way that there is on the same rows: those of the last fifth before a border, of which
 * two thirds teach and the last third calibrates. The way serves whose probabilities explain best what was swiped from the border on.
 */
final class Mixed {

    private final History history;
    private final int border;
    private final DeckModel inner;
    private final DeckModel model;
    private final JudgeRankings judge;

    /**
     * @param inner what others' likes say, of swipes before the last fifth
     * @param model the same of all swipes before the border
     */
    Mixed(History history, int border, DeckModel inner, DeckModel model) {
        this.history = history;
        this.border = border;
        this.inner = inner;
        this.model = model;
        this.judge = border < history.size() ? new JudgeRankings(history, border) : null;
    }

    /**
     * What was found out.
     *
     * @param mix the best way
     * @param figures of every way, by its name
     * @param directions of the best way, by Direction: how well its probability of this one explains what was swiped
     * @param without of the best way, learned without one of the signals, by the signal's name
     */
    record Found(
            Mix mix,
            Map<String, Figures> figures,
            Map<String, DirectionFigures> directions,
            Map<String, Figures> without) {

        /** The name of the best way. */
        String ranker() {
            return word(mix.kind());
        }
    }

    Found find() {
        var ways = new EnumMap<Mix.Kind, Mix>(Mix.Kind.class);
        var figures = new TreeMap<String, Figures>();
        for (var kind : Mix.Kind.values()) {
            ways.put(kind, learn(kind, null));
            figures.put(word(kind), figures(ways.get(kind), null));
        }
        var best = Mix.Kind.HAND;
        for (var kind : Mix.Kind.values()) {
            if (figures.get(word(kind)).logLoss() < figures.get(word(best)).logLoss()) {
                best = kind;
            }
        }
        var without = new TreeMap<String, Figures>();
        for (var part : Term.Part.values()) {
            without.put(word(part), figures(learn(best, part), part));
        }
        return new Found(ways.get(best), figures, directions(ways.get(best)), without);
    }

    /** @param without a signal that is left out, null for none */
    Mix learn(Mix.Kind kind, Term.Part without) {
        var from = FitDeckModel.inner(border);
        var rows = new TermRows(history, from, inner, without).of(from, border);
        return Mix.of(kind, rows, likes(from, border), (border - from) * 2 / 3);
    }

    Figures figures(Mix mix, Term.Part without) {
        var rows = new TermRows(history, border, model, without);
        return judge.of(
                (person, before) -> {
                    var someone = rows.someone(person);
                    var row = new float[Term.COUNT];
                    return event -> {
                        rows.fill(someone, event, history.at[border], row, 0);
                        return mix.score(row, 0);
                    };
                },
                score -> 1 / (1 + Math.exp(-score)));
    }

    /** Each Direction against all others: Platt's line on the rows that calibrate, judged on what came later. */
    private Map<String, DirectionFigures> directions(Mix mix) {
        var from = FitDeckModel.inner(border);
        var calibrating = from + (border - from) * 2 / 3;
        var known = mix.scores(new TermRows(history, from, inner, null).of(calibrating, border));
        var later = mix.scores(new TermRows(history, border, model, null).of(border, history.size()));
        var found = new TreeMap<String, DirectionFigures>();
        for (var direction : Direction.values()) {
            var line = Calibration.of(known, ways(direction, calibrating, border));
            var happened = ways(direction, border, history.size());
            var said = Arrays.stream(later).map(line::probability).toArray();
            found.put(
                    direction.word(),
                    new DirectionFigures(
                            share(happened), Calibration.logLoss(said, happened), Calibration.error(said, happened)));
        }
        return found;
    }

    private float[] likes(int from, int to) {
        var yes = new float[to - from];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = history.liked(from + n) ? 1 : 0;
        }
        return yes;
    }

    private float[] ways(Direction direction, int from, int to) {
        var yes = new float[to - from];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = history.direction(from + n) == direction ? 1 : 0;
        }
        return yes;
    }

    private static double share(float[] yes) {
        var sum = 0.0;
        for (var one : yes) {
            sum += one;
        }
        return sum / Math.max(1, yes.length);
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }
}
