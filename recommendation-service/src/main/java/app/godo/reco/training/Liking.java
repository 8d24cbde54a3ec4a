package app.godo.reco.training;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What a model says to one person, by what they liked. */
public final class Liking {

    /** What no model says. */
    public static final Liking NONE = new Liking(
            new DeckModel(
                    0,
                    new UUID[0],
                    new Affinity(new int[0][], new float[0][]),
                    DeckModel.Tried.nothing(0),
                    0,
                    Mix.byHand()),
            List.of());

    private final DeckModel model;
    private final List<UUID> liked = new ArrayList<>();

    /** By the model's numbers. */
    private final float[] adds;

    Liking(DeckModel model, Iterable<UUID> all) {
        this.model = model;
        this.adds = new float[model.size()];
        for (var event : all) {
            var number = model.number(event);
            if (number >= 0) {
                liked.add(event);
                for (var n = 0; n < model.near(number).length; n++) {
                    adds[model.near(number)[n]] += (float) model.adds(number, n);
                }
            }
        }
    }

    /** Which model says it, 0 for none. */
    public long version() {
        return model.version();
    }

    /** The model that says it, one that says nothing for none. */
    public DeckModel model() {
        return model;
    }

    /** What it adds to the Event's log-odds, 0 or more. */
    public double of(UUID event) {
        if (liked.isEmpty()) {
            return 0;
        }
        var number = model.number(event);
        return number < 0 ? 0 : adds[number];
    }

    /** Of what the person liked the Event that says most for this one; null when none may be told. */
    public UUID because(UUID event, Predicate<UUID> told) {
        var number = model.number(event);
        UUID because = null;
        var most = 0.0;
        for (var one : liked) {
            var by = model.number(one);
            for (var n = 0; n < model.near(by).length; n++) {
                if (model.near(by)[n] == number && model.adds(by, n) > most && told.test(one)) {
                    because = one;
                    most = model.adds(by, n);
                }
            }
        }
        return because;
    }

    /** About how many bytes it keeps alive beside the model. */
    public int weight() {
        return Float.BYTES * adds.length;
    }
}
