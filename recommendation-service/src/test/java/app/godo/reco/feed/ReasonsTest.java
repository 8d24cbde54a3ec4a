package app.godo.reco.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.catalogue.LiveEvents;
import app.godo.reco.catalogue.Views;
import app.godo.reco.catalogue.Vocabulary;
import app.godo.reco.company.Company;
import app.godo.reco.tastes.Tally;
import app.godo.reco.tastes.Taste;
import app.godo.reco.training.Liking;
import app.godo.reco.training.MadeModels;
import app.godo.wire.time.Ids;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class ReasonsTest {

    private static final Instant NOW = Instant.now();
    private static final List<String> PLACES = List.of("Harlem", "Astoria", "Chelsea", "Bushwick");
    private static final List<String> CATEGORIES = List.of("music", "film", "food_drink", "talks");

    private final Vocabulary vocabulary = new Vocabulary();
    private final Random random = new Random();

    /** A swipe that is worth {@code weight}, on an Event of the city. */
    private record Swiped(LiveEvent event, int weight) {}

    @RepeatedTest(50)
    @DisplayName(
            "R-REC-10: every reason is true by a count of its own, and moved the Event up more than what is not named")
    void every_reason_is_true() {
        var city = city(120);
        var swipes = IntStream.range(0, 40)
                .mapToObj(
                        i -> new Swiped(city.all().get(i), List.of(4, 3, 2, -2).get(random.nextInt(4))))
                .toList();
        var friends = List.of(new Company.Friend(Ids.next(), "Ana"), new Company.Friend(Ids.next(), "Bo"));
        var withFriends = city.all().get(50);
        var company = new Company("Harlem", Set.of(), Map.of(withFriends.id(), friends), Map.of());
        var stated = Set.of("category:talks");
        var ranking = new Ranking(taste(swipes, stated), company, Liking.NONE, vocabulary, NOW.toEpochMilli());
        var reasons = new Reasons(ranking, Map.of(), NOW);
        var terms = new double[Signal.COUNT];

        for (var event : city.all()) {
            var whys = reasons.of(event, event.seats(), false);

            assertTrue(!whys.isEmpty() && whys.size() <= 3, () -> "reasons: " + whys);
            whys.forEach(why -> assertTrueOf(why, event, swipes, stated, company));
            ranking.rank(event, terms);
            var positive = Arrays.stream(terms).filter(term -> term > 0).count();
            assertTrue(whys.size() == 3 || whys.size() >= positive - 1, () -> "a reason is missing: " + whys);
            assertEquals(whys.size(), whys.stream().map(Why::text).distinct().count());
        }
    }

    @Test
    void reasons_come_in_the_order_of_their_weight() {
        var city = city(30);
        var event = city.all().getLast();
        var company = new Company(
                event.told().neighborhood(),
                Set.of(),
                Map.of(event.id(), List.of(new Company.Friend(Ids.next(), "Ana"))),
                Map.of());
        var ranking = new Ranking(Taste.NONE, company, Liking.NONE, vocabulary, NOW.toEpochMilli());

        var codes = new Reasons(ranking, Map.of(), NOW)
                .of(event, event.seats(), false).stream().map(Why::code).toList();

        assertEquals("friends_going", codes.getFirst());
        assertTrue(codes.contains("near_home"));
    }

    @Test
    void what_a_model_adds_is_told_by_what_was_liked_and_by_nothing_that_may_be_hidden() {
        var liked = Views.event(NOW.plus(Duration.ofDays(9)), Map.of("title", "Jazz Night"));
        var other = Views.event(NOW.plus(Duration.ofDays(90)), Map.of());
        var live = Views.live(vocabulary, liked, other).byId();

        var why = alike(liked.id(), other.id(), live);
        assertEquals("People who liked “Jazz Night” like this, too", why.text());
        assertEquals("Jazz Night", why.value());

        assertEquals(
                "People who like what you like, like this, too",
                alike(liked.id(), other.id(), Map.of(other.id(), live.get(other.id())))
                        .text());
        var put = Views.event(NOW.plus(Duration.ofDays(9)), Map.of("title", "At Ana's", "is_user_generated", true));
        assertNull(
                alike(put.id(), other.id(), Views.live(vocabulary, put, other).byId())
                        .value());
    }

    private Why alike(UUID liked, UUID other, Map<UUID, LiveEvent> live) {
        var company = new Company(null, Set.of(), Map.of(), Map.of());
        var liking = MadeModels.saying(1, liked, other, 2).of(List.of(liked));
        var ranking = new Ranking(Taste.NONE, company, liking, vocabulary, NOW.toEpochMilli());
        var event = live.get(other);
        return new Reasons(ranking, live, NOW)
                .of(event, event.seats(), false).stream()
                        .filter(why -> why.code().equals("liked_alike"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void what_is_there_to_find_out_says_so_only_while_it_is_new() {
        var event = city(1).all().getFirst();
        var category = event.told().category();
        var known = new Taste(
                "1", new Tally(-2, 0, 1), Map.of("category:" + category, new Tally(-2, 0, 1)), Set.of(), Set.of());

        assertEquals(
                "new_to_you",
                reasons(Taste.NONE).of(event, event.seats(), true).getFirst().code());
        assertFalse(reasons(known).of(event, event.seats(), true).stream()
                .anyMatch(why -> why.code().equals("new_to_you")));
        assertFalse(reasons(Taste.NONE).of(event, event.seats(), false).stream()
                .anyMatch(why -> why.code().equals("new_to_you")));
    }

    @Test
    void few_swipes_move_little_and_passing_moves_down() {
        var city = Views.live(
                vocabulary,
                Views.event(NOW.plus(Duration.ofDays(2)), Map.of("category", "music")),
                Views.event(NOW.plus(Duration.ofDays(2)), Map.of("category", "film")));
        var music = city.all().stream()
                .filter(event -> event.told().category().equals("music"))
                .findFirst()
                .orElseThrow();

        var none = score(music, Taste.NONE);
        var one = score(music, taste(List.of(new Swiped(music, 4)), Set.of()));
        var many = score(
                music,
                taste(IntStream.range(0, 9).mapToObj(i -> new Swiped(music, 4)).toList(), Set.of()));
        var passed = score(music, taste(List.of(new Swiped(music, -2)), Set.of()));

        assertTrue(passed < none && none < one && one < many, List.of(passed, none, one, many)::toString);
        assertTrue(one - none < many - one);
    }

    private void assertTrueOf(Why why, LiveEvent event, List<Swiped> swipes, Set<String> stated, Company company) {
        var told = event.told();
        switch (why.code()) {
            case "taste_category" -> liked(why, "category:" + told.category(), event, swipes);
            case "taste_tag" -> liked(why, "tag:" + why.value(), event, swipes);
            case "taste_neighborhood" ->
                liked(
                        why,
                        (why.value().equals(told.borough()) ? "borough:" : "neighborhood:") + why.value(),
                        event,
                        swipes);
            case "taste_day_part" -> liked(why, "time:" + why.value(), event, swipes);
            case "taste_weekday" -> liked(why, "weekday:" + why.value(), event, swipes);
            case "taste_price" -> liked(why, "price:" + why.value(), event, swipes);
            case "free" -> {
                assertTrue(told.isFree());
                liked(why, "price:free", event, swipes);
            }
            case "stated_taste" -> assertTrue(stated.contains("category:" + told.category()));
            case "near_home" -> assertEquals(company.home(), told.neighborhood());
            case "popular" -> {
                assertTrue(told.currentAttendees() >= 5);
                assertEquals(told.currentAttendees() + " people are going", why.text());
            }
            case "friends_going" -> assertEquals("Ana and another friend are going", why.text());
            case "soon", "coming_up" -> {
                var days = ChronoUnit.DAYS.between(
                        NOW.atZone(EventFacets.NEW_YORK).toLocalDate(),
                        told.dateTime().atZone(EventFacets.NEW_YORK).toLocalDate());
                assertEquals(days, why.count().longValue());
                assertEquals(days < 7 ? "soon" : "coming_up", why.code());
                var day = told.dateTime()
                        .atZone(EventFacets.NEW_YORK)
                        .getDayOfWeek()
                        .name()
                        .toLowerCase(Locale.ROOT);
                assertTrue(days < 2 || why.text().toLowerCase(Locale.ROOT).contains(day), why::text);
            }
            default -> throw new AssertionError("not in the closed list: " + why);
        }
    }

    private static void liked(Why why, String facet, LiveEvent event, List<Swiped> swipes) {
        assertTrue(event.facets().names().contains(facet), () -> why + " is not about " + event.facets());
        var likes = swipes.stream()
                .filter(swipe ->
                        swipe.weight() > 0 && swipe.event().facets().names().contains(facet))
                .count();
        assertTrue(likes > 0);
        assertEquals(likes, why.count().longValue(), why::text);
        assertTrue(why.text().startsWith("You liked " + likes + " "), why::text);
    }

    private Reasons reasons(Taste taste) {
        return new Reasons(
                new Ranking(
                        taste,
                        new Company(null, Set.of(), Map.of(), Map.of()),
                        Liking.NONE,
                        vocabulary,
                        NOW.toEpochMilli()),
                Map.of(),
                NOW);
    }

    private double score(LiveEvent event, Taste taste) {
        return new Ranking(taste, Company.UNKNOWN, Liking.NONE, vocabulary, NOW.toEpochMilli())
                .rank(event, new double[Signal.COUNT]);
    }

    private static Taste taste(List<Swiped> swipes, Set<String> stated) {
        var facets = new HashMap<String, Tally>();
        swipes.forEach(swipe -> {
            var names = new ArrayList<>(swipe.event().facets().names());
            names.add("all");
            names.forEach(name ->
                    facets.merge(name, new Tally(swipe.weight(), swipe.weight() > 0 ? 1 : 0, 1), ReasonsTest::sum));
        });
        var all = facets.remove("all");
        return new Taste("1", all == null ? Tally.NONE : all, facets, stated, Set.of());
    }

    private static Tally sum(Tally one, Tally other) {
        return new Tally(one.score() + other.score(), one.likes() + other.likes(), one.evidence() + other.evidence());
    }

    private LiveEvents city(int size) {
        return Views.live(
                vocabulary,
                IntStream.range(0, size)
                        .mapToObj(i -> {
                            var free = random.nextInt(3) == 0;
                            return Views.event(
                                    NOW.plus(Duration.ofMinutes(1 + random.nextInt(20_000))),
                                    Map.of(
                                            "id", UUID.randomUUID(),
                                            "category", CATEGORIES.get(random.nextInt(4)),
                                            "neighborhood", PLACES.get(random.nextInt(4)),
                                            "borough", random.nextBoolean() ? "Manhattan" : "Queens",
                                            "tags", List.of("tag" + random.nextInt(3), "tag" + random.nextInt(3)),
                                            "price_known", true,
                                            "is_free", free,
                                            "price_min", free ? 0 : random.nextInt(10_000),
                                            "current_attendees", random.nextInt(12)));
                        })
                        .toList());
    }
}
