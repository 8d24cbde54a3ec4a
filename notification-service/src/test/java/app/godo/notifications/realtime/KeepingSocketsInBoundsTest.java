package app.godo.notifications.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.notifications.Impatient;
import app.godo.wire.caller.EndedSessions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class KeepingSocketsInBoundsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    EndedSessions ended;

    @Inject
    Streams streams;

    @Inject
    MeterRegistry meters;

    private final Person me = Person.joined();

    @Test
    @DisplayName("A-42: the token may come in the first frame")
    void the_first_frame_may_sign_in() throws Exception {
        var app = App.opened();

        app.say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(me.token()));

        app.next("welcome");
        app.dies();
    }

    @Test
    @DisplayName("A-42: who does not sign in is shown out")
    void nobody_stays_without_a_token() throws Exception {
        assertEquals(4401, App.opened().closedWithin(SOON));
        assertEquals(4401, App.opened().say("{\"type\":\"ping\"}").closedWithin(SOON));
        assertEquals(
                4401,
                App.opened().say("{\"type\":\"auth\",\"token\":\"nonsense\"}").closedWithin(SOON));
    }

    @Test
    @DisplayName("A-08: a token that does not hold opens no socket")
    void a_false_token_opens_nothing() {
        var expired = Tokens.of(me.id(), UUID.randomUUID(), claims -> claims.setExpirationTimeMinutesInTheFuture(-5));

        assertEquals(401, refusal("bearer.nonsense"));
        assertEquals(401, refusal("bearer." + expired));
    }

    @Test
    @DisplayName("A-08: five seconds after its session was ended the socket is closed")
    void an_ended_session_closes_its_socket_and_no_other() throws Exception {
        var session = UUID.randomUUID();
        var app = App.of(Tokens.of(me.id(), session, claims -> {}));
        var tablet = App.of(me.token());

        ended.add(session, Instant.now().plusSeconds(600)).await().indefinitely();

        assertEquals(4401, app.closedWithin(SOON));
        assertTrue(tablet.isOpen());
        tablet.dies();
    }

    @Test
    @DisplayName("R-RT-8: a socket ends with its token, unless a fresh one came in time")
    void a_socket_ends_with_its_token() throws Exception {
        var brief = Tokens.of(
                me.id(),
                UUID.randomUUID(),
                claims -> claims.setExpirationTime(
                        NumericDate.fromSeconds(Instant.now().getEpochSecond() + 8)));
        var app = App.of(brief);
        var renewed = App.of(brief).say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(me.token()));

        assertEquals(4401, app.closedWithin(Duration.ofSeconds(15)));
        assertTrue(renewed.isOpen());
        renewed.dies();
    }

    @Test
    void the_token_of_another_person_renews_nothing() throws Exception {
        var app = App.of(me.token()).say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(Tokens.of(Ids.next())));

        assertEquals(4401, app.closedWithin(SOON));
    }

    @Test
    @DisplayName("A-38: who says too much is shown out")
    void talkers_are_shown_out() throws Exception {
        var app = App.of(me.token());

        for (var i = 0; i < 61 && app.isOpen(); i++) {
            app.say("{\"type\":\"ack\",\"id\":\"x\"}");
        }

        assertEquals(4429, app.closedWithin(SOON));
    }

    @Test
    @DisplayName("A-38: a frame that is too large ends the socket")
    void large_frames_end_the_socket() throws Exception {
        var app = App.of(me.token()).say("{\"type\":\"ack\",\"id\":\"%s\"}".formatted("x".repeat(10_000)));

        assertEquals(1009, app.closedWithin(SOON));
    }

    @Test
    void one_socket_too_many_closes_the_oldest() throws Exception {
        var oldest = App.of(me.token());
        var others = IntStream.range(0, 3)
                .mapToObj(i -> {
                    try {
                        return App.of(me.token());
                    } catch (Exception failed) {
                        throw new AssertionError(failed);
                    }
                })
                .toList();

        assertEquals(4429, oldest.closedWithin(SOON));
        assertTrue(others.stream().allMatch(App::isOpen));
        others.forEach(App::dies);
    }

    @Test
    @DisplayName("R-RT-8: who does not take what comes is dropped, and loses nothing")
    void the_slow_are_dropped() throws Exception {
        var stuck = App.opened("bearer." + me.token());
        var last = stuck.next("welcome").path("id").asText();
        var epoch = last.substring(0, 9);
        stuck.stops();
        var before = dropped();
        var open = open();
        var large = "x".repeat(100_000);

        for (var i = 0; i < 150; i++) {
            streams.append(me.id(), Frame.notification(Ids.next(), Map.of("text", large)))
                    .await()
                    .indefinitely();
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> dropped() == before + 1);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> open() < open);
        stuck.dies();
        var taken =
                stuck.taken().stream().map(frame -> frame.path("id").asText()).toList();
        assertTrue(taken.size() < 150, "it was slow");

        var back = App.of(me.token()).since(taken.isEmpty() ? last : taken.getLast());
        var all = new ArrayList<>(taken);
        all.addAll(back.ids(150 - taken.size()));
        back.dies();
        assertEquals(
                IntStream.rangeClosed(1, 150).mapToObj(offset -> epoch + offset).toList(), all);
    }

    @Test
    @DisplayName("R-RT-8: a fresh token that nobody can check leaves the socket to its old one")
    void what_renews_nothing_ends_nothing() throws Exception {
        var unknown = Tokens.signature(Tokens.claims(me.id(), UUID.randomUUID(), claims -> {}));
        unknown.setKeyIdHeaderValue("rotated");
        var app = App.of(me.token());

        for (var token : List.of(unknown.getCompactSerialization(), "nonsense")) {
            var answer = app.say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(token))
                    .next("error");
            assertEquals("unauthenticated", answer.path("code").asText());
        }

        app.say("{\"type\":\"ping\"}").next("pong");
        streams.append(me.id(), Frame.notification(Ids.next(), Map.of()))
                .await()
                .indefinitely();
        app.next("notification");
        app.dies();
    }

    @Test
    void frames_that_mean_nothing_are_answered_with_an_error() throws Exception {
        var app = App.of(me.token());

        assertEquals("malformed-frame", app.say("{").next("error").path("code").asText());
        assertEquals(
                "malformed-frame",
                app.say("{\"type\":\"ping\",\"x\":1}")
                        .next("error")
                        .path("code")
                        .asText());
        assertEquals(
                "unknown-frame",
                app.say("{\"type\":\"shout\"}").next("error").path("code").asText());
        assertEquals("unknown-frame", app.say("null").next("error").path("code").asText());
        assertEquals(
                "unknown-topic",
                app.say("{\"type\":\"subscribe\",\"topic\":\"notifications:%s\"}".formatted(Ids.next()))
                        .next("error")
                        .path("code")
                        .asText());
        app.say("{\"type\":\"ping\"}").next("pong");
        app.dies();
    }

    @Test
    @DisplayName("A-36: no nonsense closes a socket or leaves it silent")
    void nonsense_is_answered_and_the_socket_goes_on() throws Exception {
        var app = App.of(me.token());

        for (var nonsense : List.of(
                "",
                "1",
                "[]",
                "\"x\"",
                "\u0000",
                "{\"type\":1}",
                "{\"type\":[\"ping\"]}",
                "{\"type\":{}}",
                "{\"type\":\"\u0000\"}",
                "{\"type\":\"auth\",\"token\":{}}",
                "{\"type\":\"auth\",\"token\":\"%s\"}".formatted("x".repeat(5_000)),
                "{\"type\":\"subscribe\",\"topic\":null}",
                "{\"type\":\"subscribe\",\"topic\":\"notifications\",\"since\":{}}",
                "{\"type\":" + "[".repeat(200))) {
            app.say(nonsense).next("error");
        }
        app.say("{\"type\":\"ping\"}").next("pong");
        app.dies();
    }

    private double dropped() {
        return meters.counter("godo.sockets.dropped").count();
    }

    private double open() {
        return meters.get("godo.sockets").gauge().value();
    }

    private static int refusal(String subprotocol) {
        var refused = assertThrows(ExecutionException.class, () -> App.opened(subprotocol));
        return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }
}
