package app.godo.swipes;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeepingPeopleApartTest {

    @TestHTTPResource("/api/v1/swipes/")
    URI swipes;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int poolSize;

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @DisplayName("R-07: 400 interleaved users on a pool of 4 connections see only what is theirs")
    void interleaved_people_see_their_own_lists_only() throws Exception {
        assertEquals(4, poolSize);
        var happenings = Happening.many(40).toList();
        var visits = IntStream.range(0, 400)
                .mapToObj(i -> new Visit(Person.joined(), happenings.get(i % happenings.size())))
                .toList();

        var rounds = visits.stream().map(this::swipeAndLook).toList();

        for (var round : rounds) {
            round.join();
        }
        assertEquals(
                400,
                Database.count(
                        "select count(distinct user_id) from swipes.current_swipes where event_id = any($1)",
                        (Object) happenings.stream().map(Happening::id).toArray(java.util.UUID[]::new)));
    }

    @Test
    @DisplayName("R-08: 200 clients that hang up in the middle leave no transaction and no identity behind")
    void clients_that_hang_up_leave_nothing_behind() throws Exception {
        var anna = Person.joined();
        var concert = Happening.in(Duration.ofDays(1));
        for (var i = 0; i < 200; i++) {
            hangUp(i % 2 == 0 ? post(anna, mapper.writeValueAsString(swipe(concert, "right"))) : read(anna));
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertEquals(0, Database.count("""
                        select count(*) from pg_stat_activity
                        where usename = 'godo_swipes' and datname = current_database()
                          and state like 'idle in transaction%'""")));
        for (var i = 0; i < 2 * poolSize; i++) {
            var left = pool.query("select coalesce(current_setting('godo.user_id', true), '')")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(5));
            assertEquals("", left.iterator().next().getString(0));
        }
        send(anna, swipe(concert, "up")).statusCode(201);
    }

    private record Visit(Person person, Happening happening) {}

    /** Swipes, then reads the calendar three times: exactly the one Event is in it each time. */
    private CompletableFuture<Void> swipeAndLook(Visit visit) {
        return call(visit.person(), "POST", "", body(visit))
                .thenCompose(nothing -> CompletableFuture.allOf(
                        Stream.generate(() -> look(visit)).limit(3).toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> look(Visit visit) {
        return call(visit.person(), "GET", "calendar", "").thenAccept(body -> {
            try {
                var ids = mapper.readTree(body).findValuesAsText("swipe_id").size();
                var events = mapper.readTree(body).at("/items/0/event/id").asText();
                assertEquals(List.of(1, visit.happening().id().toString()), List.of(ids, events));
            } catch (java.io.IOException unreadable) {
                throw new AssertionError(body, unreadable);
            }
        });
    }

    private CompletableFuture<String> call(Person person, String method, String path, String body) {
        var request = HttpRequest.newBuilder(swipes.resolve(path))
                .header("Authorization", "Bearer " + person.token())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
            assertEquals(method.equals("POST") ? 201 : 200, answer.statusCode(), answer.body());
            return answer.body();
        });
    }

    private String body(Visit visit) {
        try {
            return mapper.writeValueAsString(swipe(visit.happening(), "right"));
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String post(Person person, String body) {
        return head("POST", "", person)
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    }

    private String read(Person person) {
        return head("GET", "calendar", person) + "\r\n";
    }

    private String head(String method, String path, Person person) {
        return "%s %s%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                .formatted(method, swipes.getPath(), path, person.token());
    }

    private void hangUp(String request) throws Exception {
        try (var socket = new Socket(swipes.getHost(), swipes.getPort())) {
            // a reset, and not a polite end, while the answer is being made
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.sleep(1);
        }
    }
}
