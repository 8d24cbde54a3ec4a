package app.godo.notifications;

import static app.godo.notifications.Told.publish;
import static app.godo.notifications.Told.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.caller.EndedSessions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ListeningOnASocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    EndedSessions ended;

    private final Person ben = Person.joined();

    @Test
    void what_is_told_arrives_at_every_device_and_at_nobody_else_s() {
        var phone = Phone.signedIn(ben.token());
        var tablet = Phone.signedIn(Tokens.of(ben.id()));
        var stranger = Phone.signedIn(Person.joined().token());
        var ana = Person.joined();

        publish(request(ana, ben));

        for (var device : List.of(phone, tablet)) {
            var frame =
                    device.await(one -> "notification".equals(one.at("/type").asText()));
            assertEquals("notifications", frame.at("/topic").asText());
            assertEquals("friend_request", frame.at("/data/type").asText());
            assertEquals(
                    ana.name() + " wants to be friends", frame.at("/data/title").asText());
            assertTrue(frame.at("/id").asText().matches("[0-9a-f]{8}-\\d+"), frame.toString());
            assertTrue(Instant.parse(frame.at("/at").asText())
                    .isBefore(Instant.now().plusSeconds(5)));
        }
        assertEquals(List.of(), stranger.notifications());
    }

    @Test
    void what_is_read_on_one_device_is_known_on_the_other() {
        var phone = Phone.signedIn(ben.token());
        publish(request(Person.joined(), ben));
        var id = phone.await(one -> "notification".equals(one.at("/type").asText()))
                .at("/data/id")
                .asText();

        Told.markRead(ben, "{\"ids\": [\"%s\"]}".formatted(id)).statusCode(200);

        var frame =
                phone.await(one -> "notifications_read".equals(one.at("/type").asText()));
        assertEquals(0, frame.at("/data/unread_count").asInt());
    }

    @Test
    @DisplayName("R-RT-7: a socket that is dropped amid a burst goes on where it was: every frame once, in order")
    void a_dropped_socket_is_resumed() {
        var phone = Phone.signedIn(ben.token());
        var burst = IntStream.range(0, 120)
                .mapToObj(i -> request(Person.joined(), ben))
                .toList();
        burst.forEach(Told::publish);
        Awaitility.await().atMost(PATIENCE).until(() -> phone.notifications().size() > 10);

        phone.drop();
        var before = phone.notifications();
        var again = Phone.signedIn(ben.token());
        again.say("{\"type\": \"subscribe\", \"topic\": \"notifications\", \"since\": \"%s\"}"
                .formatted(before.getLast().at("/id").asText()));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> distinct(before, again.notifications()).size() == burst.size());
        var resumed = again.notifications();
        assertEquals(
                offsets(resumed).stream().distinct().sorted().toList(),
                offsets(resumed).stream().distinct().toList());
        var all = new ArrayList<>(offsets(before));
        all.addAll(offsets(resumed).stream()
                .filter(offset -> offset > offsets(before).getLast())
                .toList());
        assertEquals(IntStream.rangeClosed(1, burst.size()).boxed().toList(), all);
    }

    @Test
    void a_history_that_is_gone_is_said_to_be() {
        var phone = Phone.signedIn(ben.token());

        phone.say("{\"type\": \"subscribe\", \"topic\": \"notifications\", \"since\": \"0badc0de-7\"}");

        assertEquals(
                "notifications",
                phone.await(one -> "reset".equals(one.at("/type").asText()))
                        .at("/topic")
                        .asText());
    }

    @Test
    void the_token_may_come_in_the_first_frame() {
        var phone = Phone.open("godo.v1").say("{\"type\": \"auth\", \"token\": \"%s\"}".formatted(ben.token()));
        phone.await(one -> "welcome".equals(one.at("/type").asText()));

        publish(request(Person.joined(), ben));

        phone.await(one -> "notification".equals(one.at("/type").asText()));
    }

    @Test
    @DisplayName("A-42: nobody listens without a token that holds")
    void strangers_are_closed_out() {
        var silent = Phone.open("godo.v1");
        var forged = Phone.open("godo.v1", "bearer." + ben.token() + "x");
        var impatient = Phone.open("godo.v1").say("{\"type\": \"subscribe\", \"topic\": \"notifications\"}");

        for (var phone : List.of(forged, impatient, silent)) {
            Awaitility.await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> assertEquals(4401, phone.closeCode()));
        }
    }

    @Test
    @DisplayName("A-08: the socket of an ended session is closed within 5 s")
    void logout_closes_the_socket() {
        var session = UUID.randomUUID();
        var phone = Phone.signedIn(Tokens.of(ben.id(), session, claims -> {}));
        var other = Phone.signedIn(ben.token());

        ended.add(session, Instant.now().plusSeconds(600)).await().atMost(PATIENCE);

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertEquals(4401, phone.closeCode()));
        assertEquals(-1, other.closeCode());
    }

    @Test
    void a_socket_does_not_outlive_its_token() {
        var expiring = Tokens.of(
                ben.id(),
                UUID.randomUUID(),
                claims -> claims.setExpirationTime(
                        NumericDate.fromSeconds(Instant.now().getEpochSecond() - 20)));
        var phone = Phone.signedIn(expiring);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(4401, phone.closeCode()));
    }

    @Test
    void nonsense_is_answered_and_a_flood_is_not() {
        var phone = Phone.signedIn(ben.token());

        phone.say("{\"type\": \"dance\"}")
                .say("no json")
                .say("{\"type\": \"subscribe\", \"topic\": \"others\"}")
                .say("{\"type\": \"ping\"}");

        for (var code : List.of("unknown-frame", "malformed-frame", "unknown-topic")) {
            phone.await(one -> code.equals(one.at("/code").asText()));
        }
        phone.await(one -> "pong".equals(one.at("/type").asText()));
        for (var i = 0; i < 100 && phone.closeCode() < 0; i++) {
            try {
                phone.say("{\"type\": \"ping\"}");
            } catch (RuntimeException closed) {
                break;
            }
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(4429, phone.closeCode()));
    }

    private static List<Integer> distinct(List<JsonNode> one, List<JsonNode> other) {
        return Stream.concat(offsets(one).stream(), offsets(other).stream())
                .distinct()
                .toList();
    }

    private static List<Integer> offsets(List<JsonNode> frames) {
        return frames.stream()
                .map(frame -> Integer.parseInt(frame.at("/id").asText().split("-")[1]))
                .toList();
    }
}
