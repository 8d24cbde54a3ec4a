package app.godo.reco.feed;

import static app.godo.reco.feed.Feeds.deck;
import static app.godo.reco.feed.Feeds.feed;
import static app.godo.reco.feed.Feeds.idsIn;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@TestProfile(WithoutRedisTest.NobodyAnswers.class)
@WithTestResource(GodoServers.class)
class WithoutRedisTest {

    /** A port where nothing listens stands for a Redis that is away. */
    public static class NobodyAnswers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1");
        }
    }

    private final String place = "Place " + UUID.randomUUID();

    @Test
    @DisplayName("R-REC-12: without Redis there is a plain deck, said to be so, that still holds nothing swiped")
    void a_plain_deck_without_what_was_swiped() {
        var person = Person.joined();
        var events = Gathering.published(IntStream.range(0, 4)
                .mapToObj(i ->
                        Gathering.of("music").in(place).starting(Instant.now().plus(Duration.ofDays(4 - i))))
                .toArray(Gathering[]::new));
        swipedInTheDatabase(person, events.get(1).id());
        swipedInTheDatabase(Person.joined(), events.get(2).id());

        feed(person, "near", place, "limit", 2)
                .statusCode(200)
                .body("degraded", is(true))
                .body("has_more", is(false))
                .body("next_cursor", nullValue());

        var deck = deck(person, "near", place);
        assertEquals(
                Set.of(
                        events.get(0).id().toString(),
                        events.get(2).id().toString(),
                        events.get(3).id().toString()),
                Set.copyOf(idsIn(deck)));
        assertEquals(events.get(3).id().toString(), idsIn(deck).getFirst(), "soonest first");
        List<List<Map<String, Object>>> whys = deck.getList("items.why");
        assertTrue(whys.stream().noneMatch(List::isEmpty));
    }

    @Test
    @DisplayName("R-REC-10: while nobody knows what a person has swiped, nothing is said to be new to them")
    void nothing_is_new_to_whom_nobody_knows() {
        var events = Gathering.published(IntStream.range(0, 30)
                .mapToObj(i -> Gathering.of(i < 20 ? "music" : "film").in(place))
                .toArray(Gathering[]::new));

        var deck = deck(Person.joined(), "near", place, "limit", 100);

        assertEquals(events.size(), idsIn(deck).size());
        List<String> codes = deck.getList("items.why.flatten().code");
        assertTrue(codes.contains("soon"));
        assertFalse(codes.contains("new_to_you"), codes::toString);
    }

    private static void swipedInTheDatabase(Person person, UUID eventId) {
        Database.sql("""
                insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
                values ($1, $2, $3, 'left', now())""", person.id(), eventId, Ids.next());
    }
}
