package app.godo.reco.tastes;

import static app.godo.reco.Swipes.seen;
import static app.godo.reco.Swipes.swipe;
import static app.godo.reco.Swipes.taste;
import static app.godo.reco.Swipes.undone;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.SwipeFact;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class UnlearningASwipeTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final Person person = Person.joined();
    private final List<EventView> events = Gathering.published(
            Gathering.of("music").in("Harlem").tagged("Jazz").costing(0),
            Gathering.of("music").in("Astoria").costing(1_500),
            Gathering.of("film").in("Harlem"));

    @Inject
    MeterRegistry meters;

    @Inject
    RedisDataSource redis;

    @ParameterizedTest
    @EnumSource(Direction.class)
    @DisplayName("F-05: the vector is bit by bit what it was before the swipe")
    void nothing_is_left_of_the_only_swipe_on_an_event(Direction direction) {
        tell(on(0, Direction.RIGHT, 1), on(1, Direction.LEFT, 2));
        var before = state();

        var last = on(2, direction, 3);
        tell(last);
        tell(undone(last, null));

        assertEquals(before, state());
        assertFalse(seen(person, last.eventId()), "it may come back in the deck");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    @DisplayName("F-05: what was swiped before counts again")
    void the_swipe_before_counts_again(Direction direction) {
        var first = on(0, Direction.UP, 1);
        tell(first, on(1, Direction.LEFT, 2));
        var before = state();

        var second = on(0, direction, 3);
        tell(second);
        tell(undone(second, first));

        assertEquals(before, state());
    }

    @Test
    @DisplayName("F-05: with the only swipe all goes")
    void of_the_only_swipe_nothing_is_left() {
        var only = on(0, Direction.RIGHT, 1);
        tell(only);
        tell(undone(only, null));

        assertEquals(Map.of(), state());
    }

    @Test
    @DisplayName(
            "F-05, I-15: a history with undos, told again from the first Fact, is the history without what was undone")
    void a_history_is_the_same_without_what_was_undone() {
        var random = new Random(7);
        var told = new ArrayList<SwipeFact>();
        var stay = new ArrayList<SwipeFact>();
        var other = new HashMap<UUID, SwipeFact.Recorded>();
        for (var second = 0; second < 60; second++) {
            var swipe = on(random.nextInt(3), Direction.values()[random.nextInt(4)], second);
            told.add(swipe);
            if (random.nextBoolean()) {
                told.add(undone(swipe, other.get(swipe.eventId())));
            } else {
                stay.add(swipe);
                other.put(swipe.eventId(), swipe);
            }
        }
        tell(stay);
        var without = state();
        redis.key().del(TasteKeys.taste(person.id()), TasteKeys.seen(person.id()));

        tell(told);
        assertEquals(without, state());
        tell(told);

        assertEquals(without, state());
    }

    @Test
    @DisplayName("I-16: a swipe that is told after its undo teaches nothing")
    void an_undo_told_first_is_not_forgotten() {
        tell(on(0, Direction.RIGHT, 1));
        var before = state();

        var late = on(1, Direction.RIGHT, 2);
        tell(undone(late, null));
        tell(late);

        assertEquals(before, state());
    }

    @Test
    void a_newer_swipe_than_the_undone_one_stays() {
        var first = on(0, Direction.RIGHT, 1);
        var second = on(0, Direction.LEFT, 2);
        tell(second);
        var without = state();

        redis.key().del(TasteKeys.taste(person.id()), TasteKeys.seen(person.id()));
        tell(first, second, undone(first, second));

        assertEquals(without, state());
    }

    @Test
    @DisplayName("F-05: of an Event that changed since, the next feed asks the database")
    void what_changed_since_is_built_anew() {
        var swipe = on(0, Direction.RIGHT, 1);
        tell(swipe);
        Database.sql(
                "update events.events set category = 'film', version = version + 1 where id = $1", swipe.eventId());
        Topic.publish(new EventFact.Changed(Ids.next(), Instant.now(), Gathering.view(swipe.eventId())));
        await().untilAsserted(() -> {
            var other = Person.joined();
            tell(swipe(other, swipe.eventId(), Direction.RIGHT, NOON));
            assertTrue(taste(other).containsKey("category:film"));
        });
        redis.hash(String.class).hset(TasteKeys.seen(person.id()), TasteKeys.BUILT, "1");

        tell(undone(swipe, null));

        assertFalse(redis.hash(String.class).hexists(TasteKeys.seen(person.id()), TasteKeys.BUILT));
    }

    private SwipeFact.Recorded on(int event, Direction direction, int second) {
        return swipe(person, events.get(event).id(), direction, NOON.plusSeconds(second));
    }

    private void tell(SwipeFact... facts) {
        tell(Arrays.asList(facts));
    }

    /** Tells them in this order and waits until each has been looked at. */
    private void tell(List<? extends SwipeFact> facts) {
        var before = measured();
        facts.forEach(Topic::publish);
        await().atMost(Duration.ofSeconds(30)).until(() -> measured() == before + facts.size());
    }

    private long measured() {
        return meters.find("godo.swipe.to.vector").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** The sums, their number and the mark of each Event: all but the words that change whenever anything does. */
    private Map<String, String> state() {
        var state = new TreeMap<>(taste(person));
        state.keySet().removeAll(Set.of(TasteKeys.REVISION, TasteKeys.LEARNED_AT, TasteKeys.LAST));
        redis.hash(String.class, byte[].class, byte[].class)
                .hgetall(TasteKeys.seen(person.id()))
                .forEach((event, mark) -> {
                    if (event.length == 16) {
                        state.put(
                                HexFormat.of().formatHex(event), HexFormat.of().formatHex(mark));
                    }
                });
        return state;
    }
}
