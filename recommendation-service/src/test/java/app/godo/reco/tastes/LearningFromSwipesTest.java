package app.godo.reco.tastes;

import static app.godo.reco.Swipes.swipe;
import static app.godo.reco.Swipes.swiped;
import static app.godo.reco.Swipes.taste;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.reco.catalogue.EventFacets;
import app.godo.reco.catalogue.Traits;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.FactCodec;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.CloudEvents;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class LearningFromSwipesTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Inject
    MeterRegistry meters;

    @Inject
    RedisDataSource redis;

    @Inject
    FactCodec codec;

    @Test
    @DisplayName(
            "I-03, I-15, I-17: the vector is the exact fold of the swipe log, in any order, however often it is told")
    void the_vector_is_the_fold_of_the_swipes() {
        var random = new Random(3);
        var person = Person.joined();
        var events = events();
        var swipes = new ArrayList<SwipeFact.Recorded>();
        for (var i = 0; i < 40; i++) {
            swipes.add(swipe(
                    person,
                    events.get(random.nextInt(events.size())).id(),
                    Direction.values()[random.nextInt(4)],
                    NOON.plusSeconds(random.nextInt(20))));
        }
        var told = new ArrayList<>(swipes);
        told.addAll(swipes);
        Collections.shuffle(told, random);

        tell(told);

        assertEquals(folded(swipes, events), vectorOf(person));
        var learned = taste(person);
        Collections.shuffle(told, random);
        tell(told);
        assertEquals(learned, taste(person));
    }

    @Test
    @DisplayName("I-01: the vector counts as many swipes as the person has Events with a swipe")
    void the_later_of_two_swipes_on_an_event_counts_whichever_comes_first() {
        var person = Person.joined();
        var event = Gathering.of("dance").published();
        var first = swipe(person, event.id(), Direction.RIGHT, NOON);
        var second = swipe(person, event.id(), Direction.LEFT, NOON.plusSeconds(1));

        tell(List.of(second, first));

        assertEquals("1", taste(person).get(TasteKeys.COUNT));
        assertEquals(new Tally(-2, 0, 1), vectorOf(person).get("category:dance"));
    }

    @Test
    @DisplayName("C-06: nothing of who is erased stays in Redis")
    void who_is_erased_is_forgotten() {
        var person = Person.joined();
        swiped(person, Direction.RIGHT, Gathering.of("dance").published().id());
        redis.hash(String.class).hset(TasteKeys.decks(person.id()), "deck", "of events");
        assertEquals(3, keysOf(person), "taste, Events seen, decks");

        Topic.publish(new UserFact.Erased(Ids.next(), Instant.now(), person.id()));

        await().atMost(Duration.ofSeconds(30)).until(() -> keysOf(person) == 0);
    }

    @Test
    @DisplayName("C-06: a swipe that is told again after its person was erased begins nothing anew")
    void who_is_erased_does_not_come_back() {
        var gone = Person.joined();
        var event = Gathering.of("dance").published();
        Database.sql("select set_config('godo.worker', 'on', true), users.erase($1)", gone.id());

        Topic.publish(swipe(gone, event.id(), Direction.RIGHT, NOON));
        // in the same partition after it: when this one is learned, the other is over
        var witness = Person.joined();
        Topic.send(recordOf(swipe(witness, event.id(), Direction.RIGHT, NOON), gone));

        await().atMost(Duration.ofSeconds(30)).until(() -> keysOf(witness) == 2);
        await().atMost(Duration.ofSeconds(5)).until(() -> keysOf(gone) == 0);
    }

    @Test
    @DisplayName("C-06: a feed that was in hand when its person was erased leaves nothing behind")
    void what_a_late_feed_writes_is_forgotten() {
        var person = Person.joined();
        swiped(person, Direction.RIGHT, Gathering.of("dance").published().id());

        Topic.publish(new UserFact.Erased(Ids.next(), Instant.now(), person.id()));
        await().atMost(Duration.ofSeconds(30)).until(() -> keysOf(person) == 0);
        redis.hash(String.class).hset(TasteKeys.decks(person.id()), "deck", "of events");
        redis.hash(String.class).hset(TasteKeys.taste(person.id()), "rev", "1");

        await().atMost(Duration.ofSeconds(30)).until(() -> keysOf(person) == 0);
    }

    private ProducerRecord<String, byte[]> recordOf(SwipeFact fact, Person key) {
        var headers = CloudEvents.headers(
                fact.factId(),
                "/test",
                FactCodec.typeOf(fact),
                fact.key(),
                fact.at().atOffset(ZoneOffset.UTC),
                null);
        return new ProducerRecord<>(Topics.SWIPES, null, key.id().toString(), codec.encode(fact), headers);
    }

    private int keysOf(Person person) {
        return redis.key().keys("{" + person.id() + "}:*").size();
    }

    @Test
    void an_event_that_is_over_still_teaches() {
        var person = Person.joined();
        var over = Gathering.of("theatre")
                .starting(Instant.now().minusSeconds(86_400))
                .written();

        swiped(person, Direction.UP, over.id());

        assertEquals(new Tally(3, 1, 1), vectorOf(person).get("category:theatre"));
    }

    @Test
    void an_event_that_is_gone_is_seen_all_the_same() {
        var person = Person.joined();
        var nowhere = UUID.randomUUID();

        swiped(person, Direction.LEFT, nowhere);

        assertEquals("1", taste(person).get(TasteKeys.COUNT));
        assertEquals(Map.of(TasteKeys.ALL, new Tally(-2, 0, 1)), vectorOf(person));
    }

    @Test
    @DisplayName("I-16: poison is set aside and the others go on")
    void poison_is_set_aside() {
        var person = Person.joined();
        var event = Gathering.of("film").published();
        var poison = new ProducerRecord<>(Topics.SWIPES, person.id().toString(), "{\"no\":".getBytes(UTF_8));
        CloudEvents.add(poison.headers(), CloudEvents.ID, "poison-" + person.id());
        CloudEvents.add(poison.headers(), CloudEvents.TYPE, "app.godo.swipe.recorded.v1");

        Topic.send(poison);
        swiped(person, Direction.RIGHT, event.id());

        assertEquals("1", taste(person).get(TasteKeys.COUNT));
        assertTrue(Topic.all(Topics.deadLettersOf(Topics.SWIPES)).stream().anyMatch(record -> ("poison-" + person.id())
                .equals(CloudEvents.text(record.headers(), CloudEvents.ID))));
    }

    @Test
    void what_someone_chose_on_joining_is_kept_once() {
        var person = Person.joined();
        var joined = new UserFact.Joined(Ids.next(), Instant.now(), person.id(), List.of("music", "film"));

        Topic.publish(joined);
        await().until(() -> taste(person).containsKey(TasteKeys.STATED));
        var kept = taste(person);
        Topic.publish(joined);
        swiped(person, Direction.RIGHT, UUID.randomUUID());

        assertEquals("category:film\u001fcategory:music", kept.get(TasteKeys.STATED));
        assertEquals(kept.get(TasteKeys.STATED), taste(person).get(TasteKeys.STATED));
    }

    @Test
    void how_long_a_swipe_takes_to_the_vector_is_measured() {
        var before = measured();
        var person = Person.joined();

        swiped(person, Direction.DOWN, UUID.randomUUID());

        await().until(() -> measured() > before);
        assertTrue(meters.get("godo.swipe.to.vector").timer().max(TimeUnit.SECONDS) < 60);
        assertTrue(Instant.ofEpochMilli(Long.parseLong(taste(person).get(TasteKeys.LEARNED_AT)))
                .isAfter(Instant.now().minusSeconds(30)));
    }

    private static List<EventView> events() {
        return Gathering.published(
                Gathering.of("music").in("Harlem").tagged("Jazz", "Outdoors").costing(0),
                Gathering.of("music").in("Astoria").tagged("Jazz").costing(1_500),
                Gathering.of("film").in("Harlem"),
                Gathering.of("film").in("Chelsea").costing(9_900),
                Gathering.of("fitness").in("Astoria").starting(Instant.now().plus(Duration.ofHours(9))));
    }

    /** What the log says by the rules alone: the later swipe on each Event, each facet of it once. */
    private Map<String, Tally> folded(List<SwipeFact.Recorded> swipes, List<EventView> events) {
        var byId = events.stream().collect(Collectors.toMap(EventView::id, event -> event));
        var latest = new HashMap<UUID, SwipeFact.Recorded>();
        var order = Comparator.comparing(SwipeFact.Recorded::swipedAt)
                .thenComparing(swipe -> swipe.swipeId().toString());
        swipes.forEach(swipe ->
                latest.merge(swipe.eventId(), swipe, (one, other) -> order.compare(one, other) > 0 ? one : other));
        var vector = new HashMap<String, Tally>();
        latest.values().forEach(swipe -> {
            var tally = Tally.of(swipe.direction());
            vector.merge(TasteKeys.ALL, tally, Tally::plus);
            EventFacets.namesOf(Traits.of(byId.get(swipe.eventId())))
                    .forEach(facet -> vector.merge(facet, tally, Tally::plus));
        });
        return vector;
    }

    private static Map<String, Tally> vectorOf(Person person) {
        return taste(person).entrySet().stream()
                .filter(field -> field.getKey().contains(":") || field.getKey().equals(TasteKeys.ALL))
                .collect(
                        Collectors.toMap(Map.Entry::getKey, field -> Tally.unpacked(Long.parseLong(field.getValue()))));
    }

    /** Tells the swipes and waits until each has been looked at, whether it changed anything or not. */
    private void tell(List<SwipeFact.Recorded> swipes) {
        var before = measured();
        swipes.forEach(Topic::publish);
        await().atMost(Duration.ofSeconds(30)).until(() -> measured() == before + swipes.size());
    }

    /** The timer is there from the first swipe on. */
    private long measured() {
        return meters.find("godo.swipe.to.vector").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
