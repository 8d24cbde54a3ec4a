package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvents;
import app.godo.reco.catalogue.Views;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.Tally;
import app.godo.reco.tastes.Taste;
import app.godo.reco.training.DeckModel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** As many Events as a city has, and somebody who has swiped sixty of them. */
final class BusyCity {

    private static final int LIKED = 60;

    private BusyCity() {}

    static LiveEvents live(Vocabulary vocabulary, int size) {
        var random = new Random(1);
        return Views.live(
                vocabulary,
                IntStream.range(0, size)
                        .mapToObj(i -> Views.event(
                                Instant.now().plus(Duration.ofMinutes(1 + random.nextInt(20_000))),
                                Map.of(
                                        "category", "category" + random.nextInt(20),
                                        "neighborhood", "place" + random.nextInt(200),
                                        "tags", List.of("tag" + random.nextInt(40), "tag" + random.nextInt(40)))))
                        .toList());
    }

    /** @param events of which they liked the first */
    static Ranking ranking(DeckModel model, List<UUID> events, Vocabulary vocabulary) {
        return new Ranking(
                taste(),
                new Company(null, Set.of(), Map.of(), Map.of()),
                model.of(events.subList(0, LIKED)),
                vocabulary,
                System.currentTimeMillis());
    }

    private static Taste taste() {
        var facets = new HashMap<String, Tally>();
        for (var i = 0; i < 20; i++) {
            facets.put("category:category" + i, new Tally(i - 6, i / 2, i));
            facets.put("neighborhood:place" + i, new Tally(i - 6, i / 2, i));
            facets.put("tag:tag" + i, new Tally(i - 6, i / 2, i));
        }
        return new Taste("1", new Tally(100, 40, 60), facets, Set.of(), Set.of());
    }
}
