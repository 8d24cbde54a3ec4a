package app.godo.reco.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.LiveEvents;
import app.godo.reco.catalogue.Views;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.Tally;
import app.godo.reco.tastes.Taste;
import app.godo.reco.training.DeckModel;
import app.godo.reco.training.Liking;
import app.godo.reco.training.MadeModels;
import app.godo.reco.training.Term;
import app.godo.wire.events.EventView;
import app.godo.wire.time.Ids;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class DealingTest {

    private static final Instant NOW = Instant.now();
    private static final List<String> CATEGORIES =
            List.of("music", "film", "dance", "comedy", "talks", "sports", "family", "nature");
    private static final Company NOBODY = new Company(null, Set.of(), Map.of(), Map.of());

    private final Vocabulary vocabulary = new Vocabulary();
    private final Random random = new Random(7);

    @RepeatedTest(20)
    @DisplayName("R-REC-6: never more than three in a row of one category while there is another")
    void no_more_than_three_in_a_row() {
        var city = city(1_000, 0.9);

        var dealt = categories(deal(city, fond("music"), 100), city);

        for (var i = 3; i < dealt.size(); i++) {
            var run = new HashSet<>(dealt.subList(i - 3, i + 1));
            assertTrue(run.size() > 1, () -> "four in a row in " + dealt);
        }
        assertTrue(dealt.stream().filter("music"::equals).count() >= 60, () -> "mostly what is liked: " + dealt);
    }

    @Test
    void when_there_is_only_one_category_the_deck_is_not_empty() {
        var city = city(50, 1);

        assertEquals(50, deal(city, Taste.NONE, 200).size());
    }

    @RepeatedTest(20)
    @DisplayName("R-REC-7: someone new sees three of five from what they chose, and something else as well")
    void cold_start() {
        var city = city(718, 0.02);
        var chosen = Set.of("dance", "talks", "nature");
        var stated = chosen.stream().map(category -> "category:" + category).collect(Collectors.toSet());
        var newcomer = new Taste("1", Tally.NONE, Map.of(), stated, Set.of());

        var first = categories(deal(city, newcomer, 20), city);

        var asked = first.stream().filter(chosen::contains).count();
        assertTrue(asked >= 12, () -> "too little of what was chosen: " + first);
        assertTrue(asked <= 19, () -> "nothing else: " + first);
    }

    @RepeatedTest(20)
    @DisplayName("R-REC-6: one card in twenty is there to find out, always from what the person does not know")
    void exploration() {
        var city = city(718, 0.1);

        var deck = deal(city, fond("music"), 100);

        for (var stretch = 0; stretch < 100; stretch += 20) {
            var explored = IntStream.range(stretch, stretch + 20)
                    .filter(i -> deck.explored()[i])
                    .toArray();
            assertEquals(1, explored.length);
            assertTrue(deck.propensities()[explored[0]] > 0 && deck.propensities()[explored[0]] <= 1);
            assertTrue(deck.among()[explored[0]] > 1);
            assertTrue(!"music".equals(categories(deck, city).get(explored[0])));
        }
    }

    @Test
    void a_series_is_spread_out() {
        var events = new ArrayList<EventView>();
        for (var i = 0; i < 60; i++) {
            events.add(Views.event(
                    NOW.plus(Duration.ofHours(i + 1)),
                    Map.of(
                            "title",
                            i % 2 == 0 ? "Shape Up" : "Film " + i,
                            "category",
                            i % 2 == 0 ? "fitness" : "film")));
        }
        events.addAll(IntStream.range(0, 40)
                .mapToObj(i -> Views.event(NOW.plus(Duration.ofDays(9)), Map.of("category", CATEGORIES.get(i % 8))))
                .toList());
        var city = Views.live(vocabulary, events);

        var deck = deal(city, Taste.NONE, 20);

        assertEquals(
                1,
                Arrays.stream(deck.events())
                        .filter(id -> city.byId().get(id).told().title().equals("Shape Up"))
                        .count());
    }

    @Test
    void the_same_deck_id_deals_the_same_deck_and_every_event_once() {
        var city = city(400, 0.2);
        var id = Ids.next();

        var one = Dealer.deal(id, candidates(city, fond("film")), ranking(fond("film")), 200);
        var other = Dealer.deal(id, candidates(city, fond("film")), ranking(fond("film")), 200);

        assertArrayEquals(one.events(), other.events());
        assertEquals(200, Set.of(one.events()).size());
    }

    @Test
    void a_deck_survives_its_way_through_redis() {
        var dealt = deal(city(30, 0.2), fond("film"), 30);
        var deck = new Deck(
                dealt.id(), dealt.events(), dealt.scores(), dealt.explored(), dealt.propensities(), dealt.among(), 7);

        var read = Deck.of(deck.id(), deck.bytes());

        assertArrayEquals(deck.events(), read.events());
        assertArrayEquals(deck.scores(), read.scores(), 0.0001f);
        assertEquals(
                IntStream.range(0, 30).mapToObj(deck::score).toList(),
                IntStream.range(0, 30).mapToObj(read::score).toList());
        assertArrayEquals(deck.explored(), read.explored());
        assertArrayEquals(deck.propensities(), read.propensities(), 0.0001f);
        assertArrayEquals(deck.among(), read.among());
        assertEquals(7, read.model());
    }

    @Test
    @DisplayName(
            "R-REC-9: what is there to find out is chosen as often as its propensity says, what nobody likes seldom")
    void propensities_are_true() {
        var city = Views.live(
                vocabulary,
                IntStream.range(0, 4)
                        .mapToObj(i -> Views.event(NOW.plus(Duration.ofDays(1 + i)), Map.of("category", "talks")))
                        .toList());
        var candidates = candidates(city, Taste.NONE);
        var disliked = MadeModels.tried(candidates.events[0].id(), 0, 40);
        var chosen = new double[4];
        var told = new double[4];

        for (var n = 0; n < 4_000; n++) {
            var choice = Exploration.of(new int[] {0, 1, 2, 3}, candidates, disliked, random);
            chosen[choice.candidate()]++;
            told[choice.candidate()] += choice.propensity();
        }

        for (var n = 0; n < 4; n++) {
            assertEquals(chosen[n] / 4_000, chosen[n] == 0 ? 0 : told[n] / chosen[n], 0.05);
        }
        assertTrue(chosen[0] < 200, () -> Arrays.toString(chosen));
        assertTrue(chosen[3] > 800, () -> Arrays.toString(chosen));
    }

    @Test
    @DisplayName("R-REC-5: where a forest serves it has the last word on the order, and says how likely each is")
    void a_forest_has_the_last_word() {
        var city = city(400, 0.5);
        var byHand = Candidates.of(city.all(), event -> true, ranking(fond("music"), Liking.NONE.model()));
        // one that has learned from people who like what has least of what they are said to be fond of
        var contrary = Candidates.of(
                city.all(), event -> true, ranking(fond("music"), MadeModels.mixing(true, Term.CATEGORY, false)));

        assertEquals("music", byHand.events[0].told().category());
        assertTrue(!"music".equals(contrary.events[0].told().category()));
        assertEquals("music", contrary.events[contrary.size() - 1].told().category());
        for (var n = 1; n < contrary.size(); n++) {
            assertTrue(contrary.scores[n - 1] >= contrary.scores[n]);
        }
    }

    @Test
    @DisplayName("R-REC-4: where weights were learned, each term counts as much as it was found to be worth")
    void learned_weights_count() {
        var city = city(50, 0.5);
        var model = MadeModels.mixing(false, Term.CATEGORY, true);
        var byHand = new double[Signal.COUNT];
        var learned = new double[Signal.COUNT];

        for (var event : city.all()) {
            ranking(fond("music"), Liking.NONE.model()).rank(event, byHand);
            var sum = ranking(fond("music"), model).rank(event, learned);

            var category = Signal.CATEGORY.ordinal();
            // of a hundred what it was made with: three times as much
            assertEquals(3 * byHand[category], learned[category], 0.15 * Math.abs(3 * byHand[category]));
            assertTrue(Math.abs(learned[Signal.SOON.ordinal()]) < 0.2);
            assertEquals(model.mix().base() + Arrays.stream(learned).sum(), sum, 1e-9);
        }
    }

    @Test
    void candidates_are_the_best_by_score_and_ties_keep_the_catalogues_order() {
        var city = city(2_000, 0.3);
        var ranking = ranking(fond("talks"));

        var candidates = candidates(city, fond("talks"));

        var terms = new double[Signal.COUNT];
        var byScore = new ArrayList<LiveEvent>(city.all());
        byScore.sort((a, b) -> Float.compare((float) ranking.rank(b, terms), (float) ranking.rank(a, terms)));
        assertEquals(byScore.subList(0, 500), Arrays.asList(candidates.events).subList(0, 500));
        for (var i = 0; i < candidates.size(); i++) {
            assertEquals(Ranking.probability((float) ranking.rank(candidates.events[i], terms)), candidates.scores[i]);
        }
    }

    private Deck deal(LiveEvents city, Taste taste, int size) {
        return Dealer.deal(Ids.next(), candidates(city, taste), ranking(taste), size);
    }

    private Candidates candidates(LiveEvents city, Taste taste) {
        return Candidates.of(city.all(), event -> true, ranking(taste));
    }

    private Ranking ranking(Taste taste) {
        return ranking(taste, Liking.NONE.model());
    }

    private Ranking ranking(Taste taste, DeckModel model) {
        return new Ranking(taste, NOBODY, model.of(List.of()), vocabulary, NOW.toEpochMilli());
    }

    private static Taste fond(String category) {
        return new Taste(
                "1", new Tally(40, 10, 10), Map.of("category:" + category, new Tally(40, 10, 10)), Set.of(), Set.of());
    }

    private static List<String> categories(Deck deck, LiveEvents city) {
        return Arrays.stream(deck.events())
                .map(id -> city.byId().get(id).told().category())
                .toList();
    }

    /** Events over a fortnight; this share of them is music. */
    private LiveEvents city(int size, double music) {
        return Views.live(
                vocabulary,
                IntStream.range(0, size)
                        .mapToObj(i -> Views.event(
                                NOW.plus(Duration.ofMinutes(1 + random.nextInt(20_000))),
                                Map.of(
                                        "category",
                                        random.nextDouble() < music
                                                ? "music"
                                                : CATEGORIES.get(1 + random.nextInt(CATEGORIES.size() - 1)),
                                        "neighborhood",
                                        "Neighbourhood " + random.nextInt(50),
                                        "id",
                                        UUID.randomUUID())))
                        .toList());
    }
}
