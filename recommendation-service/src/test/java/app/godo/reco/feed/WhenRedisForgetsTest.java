package app.godo.reco.feed;

import static app.godo.reco.Swipes.bytes;
import static app.godo.reco.Swipes.fields;
import static app.godo.reco.Swipes.kept;
import static app.godo.reco.Swipes.keptNoMore;
import static app.godo.reco.Swipes.loses;
import static app.godo.reco.Swipes.redisLosesEverything;
import static app.godo.reco.Swipes.secondsKept;
import static app.godo.reco.Swipes.seen;
import static app.godo.reco.Swipes.swipe;
import static app.godo.reco.Swipes.swiped;
import static app.godo.reco.Swipes.taste;
import static app.godo.reco.feed.Feeds.deck;
import static app.godo.reco.feed.Feeds.idsIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.reco.Swipes;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Redis is fast and may forget; Postgres knows. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class WhenRedisForgetsTest {

    private static final List<String> CATEGORIES = List.of("music", "film", "dance", "comedy", "talks");

    private final String place = "Place " + UUID.randomUUID();
    private final Person person = Person.joined();
    private final Random random = new Random(5);

    @Test
    @DisplayName(
            "R-SWP-6, I-15: after Redis has lost everything, nothing swiped comes back and the vector is what it was")
    void what_was_swiped_does_not_come_back() {
        var events = published(20);
        var longOver = Gathering.of("theatre")
                .in(place)
                .starting(Instant.now().minus(Duration.ofDays(3)))
                .written();
        chose("film", "nature");
        swiped(person, Direction.RIGHT, idsOf(events.subList(0, 8)));
        swiped(person, Direction.LEFT, idsOf(events.subList(4, 12)));
        swiped(person, Direction.UP, longOver.id());
        var before = vector();
        assertEquals("13", before.get("n"));

        redisLosesEverything();

        var deck = deck(person, "near", place);
        assertEquals(Set.copyOf(idTexts(events.subList(12, 20))), Set.copyOf(idsIn(deck)));
        assertFalse(deck.getBoolean("degraded"), "all is known again");
        assertEquals(before, vector());
    }

    @Test
    @DisplayName("I-15: what is told again after that changes nothing, and what is new is learned")
    void facts_after_a_loss_count_once() {
        var events = published(3);
        var first =
                swipe(person, events.get(0).id(), Direction.RIGHT, Instant.now().minusSeconds(9));
        var second =
                swipe(person, events.get(1).id(), Direction.LEFT, Instant.now().minusSeconds(8));
        for (var swipe : List.of(first, second)) {
            kept(swipe);
            Topic.publish(swipe);
        }
        await().until(() -> seen(person, second.eventId()));
        redisLosesEverything();
        deck(person, "near", place);
        var built = vector();

        Topic.publishAll(List.of(first, second));
        swiped(person, Direction.UP, events.get(2).id());

        var after = vector();
        assertEquals("3", after.get("n"));
        assertEquals("2", built.get("n"));
        redisLosesEverything();
        deck(person, "near", place);
        assertEquals(after, vector());
    }

    @Test
    void a_swipe_that_comes_before_the_next_feed_does_not_hide_the_loss() {
        var events = published(5);
        swiped(person, Direction.RIGHT, idsOf(events.subList(0, 3)));
        redisLosesEverything();

        swiped(person, Direction.RIGHT, events.get(3).id());

        assertEquals(List.of(events.get(4).id().toString()), idsIn(deck(person, "near", place)));
        assertEquals("4", taste(person).get("n"));
    }

    /** As a Redis that is full lets go of one key and not of the other. */
    @ParameterizedTest
    @ValueSource(strings = {"taste", "seen"})
    void one_key_without_the_other_is_not_believed(String lost) {
        var events = published(6);
        deck(person, "near", place);
        swiped(person, Direction.RIGHT, idsOf(events.subList(0, 4)));
        deck(person, "near", place);
        loses(person, lost);

        swiped(person, Direction.LEFT, events.get(4).id());

        assertEquals(List.of(events.get(5).id().toString()), idsIn(deck(person, "near", place)));
        var there = vector();
        assertEquals("5", there.get("n"));
        redisLosesEverything();
        deck(person, "near", place);
        assertEquals(there, vector());
    }

    @Test
    @DisplayName("R-SWP-6: while Kafka is away, what was swiped a while ago does not come back either")
    void what_nobody_has_told_yet_is_found_in_the_database() {
        var events = published(4);
        swiped(person, Direction.RIGHT, events.get(0).id());
        assertEquals(3, idsIn(deck(person, "near", place)).size());

        kept(swipe(person, events.get(1).id(), Direction.RIGHT, Instant.now()));

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertEquals(
                        Set.copyOf(idTexts(events.subList(2, 4))), Set.copyOf(idsIn(deck(person, "near", place)))));
        assertEquals("2", taste(person).get("n"));
    }

    @Test
    void an_event_that_changed_between_two_swipes_leaves_nothing_behind() {
        var event = Gathering.of("music").in(place).published();
        deck(person, "near", place);
        swiped(person, Direction.RIGHT, event.id());
        Database.sql("update events.events set category = 'film', version = version + 1 where id = $1", event.id());
        Topic.publish(new EventFact.Changed(Ids.next(), Instant.now(), Gathering.view(event.id())));
        await().untilAsserted(() -> assertEquals(
                List.of("film"), deck(Person.joined(), "near", place).getList("items.event.category")));

        var again = swipe(person, event.id(), Direction.LEFT, Instant.now().plusMillis(1));
        kept(again);
        Topic.publish(again);

        await().untilAsserted(() -> {
            deck(person, "near", place);
            assertTrue(taste(person).containsKey("category:film"));
        });
        assertFalse(taste(person).containsKey("category:music"));
        assertEquals("1", taste(person).get("n"));
        assertEquals(taste(person).get("all"), taste(person).get("category:film"));
    }

    @Test
    @DisplayName(
            "F-05, R-SWP-6: what was undone comes back in the deck, and the database says the same of it as the Facts")
    void what_was_undone_comes_back() {
        var events = published(3);
        swiped(person, Direction.RIGHT, events.get(0).id());
        deck(person, "near", place);
        var undone = swipe(person, events.get(1).id(), Direction.LEFT, Instant.now());
        kept(undone);
        Topic.publish(undone);
        await().until(() -> seen(person, undone.eventId()));
        assertEquals(1, idsIn(deck(person, "near", place)).size());

        keptNoMore(undone);
        Topic.publish(Swipes.undone(undone, null));

        await().untilAsserted(() -> assertEquals(
                Set.copyOf(idTexts(events.subList(1, 3))), Set.copyOf(idsIn(deck(person, "near", place)))));
        var there = vector();
        redisLosesEverything();
        deck(person, "near", place);
        assertEquals(without(there, "last"), without(vector(), "last"));
    }

    @Test
    void a_feed_does_not_wait_for_a_vector_that_takes_long_and_it_is_built_all_the_same() throws Exception {
        var events = published(3);
        swiped(person, Direction.RIGHT, idsOf(events.subList(0, 2)));
        deck(person, "near", place);
        redisLosesEverything();
        var busy = CompletableFuture.runAsync(() -> Database.sql("""
                do $$ begin lock table events.events in access exclusive mode; perform pg_sleep(4); end $$"""));
        await().until(
                        () -> 1
                                == Database.count(
                                        "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and relation = 'events.events'::regclass"));

        var deck = deck(person, "near", place);

        assertTrue(deck.getBoolean("degraded"), "what they like is not known yet");
        assertFalse(busy.isDone(), "the feed waited to the end");
        await().until(() -> "2".equals(taste(person).get("n")));
        busy.get();
        assertEquals(List.of(events.get(2).id().toString()), idsIn(deck(person, "near", place)));
    }

    @Test
    void what_is_long_over_is_not_kept_for_ever_and_not_counted_twice() {
        var over = Gathering.of("theatre")
                .in(place)
                .starting(Instant.now().minus(Duration.ofDays(29)))
                .written();
        var swipe = swipe(person, over.id(), Direction.UP, Instant.now().minus(Duration.ofDays(28)));
        kept(swipe);
        Topic.publish(swipe);
        await().until(() -> seen(person, over.id()));
        deck(person, "near", place);
        var before = vector();
        assertTrue(seen(person, over.id()));
        Database.sql("update events.events set date_time = date_time - interval '2 days' where id = $1", over.id());

        redisLosesEverything();
        deck(person, "near", place);

        assertEquals(before, vector(), "what it taught stays");
        assertFalse(seen(person, over.id()), "but nobody asks for it any more");
        Topic.publish(swipe);
        swiped(person, Direction.LEFT, UUID.randomUUID());
        assertEquals("2", taste(person).get("n"));
        assertEquals(before.get("category:theatre"), taste(person).get("category:theatre"));
    }

    @Test
    @DisplayName("a person who has swiped a hundred Events and pages through decks costs Redis a few kilobytes")
    void a_person_costs_a_few_kilobytes() {
        var events = published(130);
        var swipes = new ArrayList<SwipeFact.Recorded>();
        for (var event : events.subList(0, 100)) {
            swipes.add(swipe(person, event.id(), Direction.values()[random.nextInt(4)], Instant.now()));
        }
        swipes.forEach(Swipes::kept);
        Topic.publishAll(swipes);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "100".equals(taste(person).get("n")));
        deck(person, "near", place);
        deck(person, "near", place, "limit", 2);

        System.out.printf(
                "of one person: seen %,d, taste %,d, decks %,d bytes%n",
                bytes(person, "seen"), bytes(person, "taste"), bytes(person, "decks"));
        assertTrue(bytes(person, "seen") < 7_000, () -> "seen: " + bytes(person, "seen"));
        assertTrue(bytes(person, "taste") < 4_000, () -> "taste: " + bytes(person, "taste"));
        assertTrue(bytes(person, "decks") < 2_000, () -> "decks: " + bytes(person, "decks"));
        assertEquals(101, fields(person, "seen"));
        for (var key : List.of("seen", "taste", "decks")) {
            var kept = secondsKept(person, key);
            assertTrue(kept > 0 && kept <= Duration.ofDays(7).toSeconds(), () -> key + " is kept for " + kept);
        }
    }

    private List<EventView> published(int count) {
        return Gathering.published(IntStream.range(0, count)
                .mapToObj(i -> Gathering.of(CATEGORIES.get(i % CATEGORIES.size()))
                        .in(place)
                        .tagged("Tag " + i % 7, "Tag " + i % 11)
                        .costing(1_000 * (i % 4)))
                .toArray(Gathering[]::new));
    }

    private void chose(String... categories) {
        Database.sql("update users.users set tastes = $2 where id = $1", person.id(), categories);
        Topic.publish(new UserFact.Joined(Ids.next(), Instant.now(), person.id(), List.of(categories)));
        await().until(() -> taste(person).containsKey("stated"));
    }

    /** All but the words that change whenever anything does. */
    private Map<String, String> vector() {
        var vector = new TreeMap<>(taste(person));
        vector.remove("rev");
        vector.remove("at");
        return vector;
    }

    private static Map<String, String> without(Map<String, String> vector, String word) {
        var others = new TreeMap<>(vector);
        others.remove(word);
        return others;
    }

    private static UUID[] idsOf(List<EventView> events) {
        return events.stream().map(EventView::id).toArray(UUID[]::new);
    }

    private static List<String> idTexts(List<EventView> events) {
        return events.stream().map(event -> event.id().toString()).toList();
    }
}
