package app.godo.social.friends;

import static app.godo.social.Phone.accept;
import static app.godo.social.Phone.ask;
import static app.godo.social.Phone.asked;
import static app.godo.social.Phone.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.facts.SocialFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People who act at the same moment: the database decides, and both get a true answer. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class RacingTest {

    private record Pair(Person one, Person other) {
        static Pair joined() {
            return new Pair(Person.joined(), Person.joined());
        }
    }

    @Test
    @DisplayName("I-20: 200 pairs ask each other at once: 200 friendships, each accepted once")
    void asking_each_other_at_once_is_one_friendship() throws Exception {
        var pairs = Stream.generate(Pair::joined).limit(200).toList();

        var answers = atOnce(pairs.stream()
                .flatMap(pair -> Stream.<Callable<String>>of(
                        () -> status(pair.one(), pair.other()), () -> status(pair.other(), pair.one())))
                .toList());

        assertEquals(Map.of("pending", 200L, "accepted", 200L), count(answers));
        for (var pair : pairs) {
            var rows = Database.sql(
                    "select status from social.friendships where $1 in (low, high)",
                    pair.one().id());
            assertEquals(1, rows.size());
            assertEquals("accepted", rows.getFirst().getString("status"));
        }
        var people = pairs.stream().map(pair -> pair.one().id()).collect(Collectors.toSet());
        pairs.forEach(pair -> people.add(pair.other().id()));
        assertEquals(200, distinct(SocialFact.FriendRequested.class, people));
        assertEquals(200, distinct(SocialFact.FriendAccepted.class, people));
    }

    @Test
    void a_request_and_a_block_at_once_leave_nothing_between_two_people() throws Exception {
        var pairs = Stream.generate(Pair::joined).limit(100).toList();

        atOnce(pairs.stream()
                .flatMap(pair -> Stream.<Callable<Integer>>of(
                        () -> ask(pair.one(), pair.other().id()).extract().statusCode(),
                        () -> block(pair.other(), pair.one().id()).extract().statusCode()))
                .toList());

        for (var pair : pairs) {
            assertEquals(
                    0,
                    Database.count(
                            "select count(*) from social.friendships where $1 in (low, high)",
                            pair.one().id()));
            assertEquals(
                    1,
                    Database.count(
                            "select count(*) from social.blocks where blocker = $1",
                            pair.other().id()));
        }
    }

    @Test
    void an_answer_and_a_block_at_once_leave_nothing_between_two_people() throws Exception {
        for (var i = 0; i < 40; i++) {
            var pair = Pair.joined();
            var request = asked(pair.one(), pair.other());

            var answers = atOnce(List.of(
                    () -> accept(pair.other(), request).extract().statusCode(),
                    () -> block(pair.one(), pair.other().id()).extract().statusCode()));

            assertTrue(List.of(200, 404).contains(answers.getFirst()), answers.toString());
            assertEquals(204, answers.getLast());
            assertEquals(
                    0,
                    Database.count(
                            "select count(*) from social.friendships where $1 in (low, high)",
                            pair.one().id()));
        }
    }

    @Test
    void twenty_requests_a_day_are_twenty_however_fast_they_come() throws Exception {
        var anna = Person.joined();
        var others = Stream.generate(Person::joined).limit(40).toList();

        var answers = atOnce(others.stream()
                .map(other -> (Callable<Integer>)
                        () -> ask(anna, other.id()).extract().statusCode())
                .toList());

        assertEquals(Map.of(201, 20L, 429, 20L), count(answers));
        assertEquals(20, Database.count("select count(*) from social.friendships where requested_by = $1", anna.id()));
    }

    private static String status(Person person, Person other) {
        return ask(person, other.id()).statusCode(201).extract().path("status");
    }

    private static <T> List<T> atOnce(List<Callable<T>> deeds) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(deeds).stream().map(Future::resultNow).toList();
        }
    }

    private static <T> Map<T, Long> count(Collection<T> answers) {
        return answers.stream().collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
    }

    /** Friendships of these people that were told of, each expected once. */
    private static long distinct(Class<? extends SocialFact> type, Collection<UUID> people) {
        var keys = Topic.facts(Topics.SOCIAL, type).stream()
                .filter(fact -> people.contains(requester(fact)))
                .map(SocialFact::key)
                .toList();
        assertEquals(keys.size(), keys.stream().distinct().count());
        return keys.size();
    }

    private static UUID requester(SocialFact fact) {
        return switch (fact) {
            case SocialFact.FriendRequested told -> told.requesterId();
            case SocialFact.FriendAccepted told -> told.requesterId();
            case SocialFact.RequestWithdrawn told -> told.requesterId();
            case SocialFact.FriendshipEnded told -> told.userId();
            case SocialFact.Blocked told -> told.userId();
            case SocialFact.Unblocked told -> told.userId();
        };
    }
}
