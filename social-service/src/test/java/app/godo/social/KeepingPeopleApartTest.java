package app.godo.social;

import static app.godo.social.Phone.friends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeepingPeopleApartTest {

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int poolSize;

    @Test
    @DisplayName("R-07: 400 interleaved users on a pool of 4 connections see only their own friends")
    void interleaved_people_see_their_own_friends_only() throws Exception {
        assertEquals(4, poolSize);
        var pairs = Stream.generate(() -> List.of(Person.joined(), Person.joined()))
                .limit(200)
                .toList();
        pairs.forEach(pair -> pair.getFirst().befriend(pair.getLast()));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = threads.invokeAll(pairs.stream()
                    .flatMap(pair ->
                            Stream.of(visit(pair.getFirst(), pair.getLast()), visit(pair.getLast(), pair.getFirst())))
                    .flatMap(visit -> Stream.of(visit, visit, visit))
                    .toList());
            for (var visit : visits) {
                visit.get();
            }
        }
    }

    private static Callable<Void> visit(Person person, Person friend) {
        return () -> {
            assertEquals(List.of(friend.id().toString()), friends(person));
            return null;
        };
    }
}
