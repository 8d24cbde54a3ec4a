package app.godo.notifications.realtime;

import static app.godo.notifications.Facts.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.notifications.Impatient;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class GoingOnWhereOneWasTest {

    @Inject
    Streams streams;

    @Inject
    RedisDataSource redis;

    private final Person me = Person.joined();

    @Test
    void what_somebody_is_told_arrives_at_once() throws Exception {
        var app = App.of(me.token());
        var asker = Person.joined();

        request(asker, me);

        var frame = app.next("notification");
        assertEquals("notifications", frame.path("topic").asText());
        assertTrue(frame.path("id").asText().matches("[0-9a-f]{8}-1"));
        assertEquals("friend_request", frame.path("data").path("type").asText());
        assertEquals(
                asker.name() + " wants to be friends",
                frame.path("data").path("title").asText());
        assertTrue(
                Instant.parse(frame.path("at").asText()).isBefore(Instant.now().plusSeconds(1)));
        app.dies();
    }

    @Test
    @DisplayName("C-06: what was told to who is erased does not stay in Redis")
    void who_is_erased_leaves_no_frames() {
        tell(1);
        assertEquals(3, keys(), "frames, their number, what was told once");

        Topic.publish(new UserFact.Erased(Ids.next(), Instant.now(), me.id()));

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 0);
    }

    @Test
    @DisplayName("C-06: what others were told of who is erased does not stay in Redis, and they miss nothing else")
    void others_keep_no_frames_of_who_is_erased() throws Exception {
        var gone = Person.joined();
        var stays = Person.joined();
        var app = App.of(me.token()).since("00000000-0");
        var position = app.next("reset").path("id").asText();
        for (var asker : List.of(stays, gone)) {
            request(asker, me);
            app.next("notification");
        }
        tell(3);
        app.next("notification");
        app.dies();
        assertEquals(2, framesNaming(gone) + framesNaming(stays));

        Topic.publish(new UserFact.Erased(Ids.next(), Instant.now(), gone.id()));

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> framesNaming(gone) == 0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> redis.key().keys("{" + gone.id() + "}:*").isEmpty());
        var back = App.of(me.token()).since(position);
        var epoch = position.substring(0, 9);
        assertEquals(List.of(epoch + 1, epoch + 3), back.ids(2), "all but the second, in order");
        back.dies();
    }

    private long framesNaming(Person somebody) {
        return redis.stream(String.class).xrange("{" + me.id() + "}:realtime", StreamRange.of("-", "+")).stream()
                .filter(frame ->
                        frame.payload().get("frame").contains(somebody.id().toString()))
                .count();
    }

    private int keys() {
        return redis.key().keys("{" + me.id() + "}:*").size();
    }

    @Test
    @DisplayName("R-RT-7: the socket is killed in the middle of a burst of 200; every frame arrives once, in order")
    void a_burst_survives_the_loss_of_the_socket() throws Exception {
        var app = App.of(me.token()).since("00000000-0");
        var position = app.next("reset").path("id").asText();
        var burst = new Thread(() -> IntStream.range(0, 200).forEach(this::tell));
        burst.start();

        var received = new ArrayList<>(app.ids(60));
        app.dies();
        for (var again = 0; again < 3; again++) {
            var back = App.of(me.token()).since(received.getLast());
            received.addAll(back.ids(again < 2 ? 40 : 60));
            if (again == 2) {
                assertTrue(back.isQuiet(), "nothing comes twice");
            }
            back.dies();
        }
        burst.join();

        var epoch = position.substring(0, 9);
        assertEquals(
                IntStream.rangeClosed(1, 200).mapToObj(offset -> epoch + offset).toList(), received);
    }

    @Test
    @DisplayName("R-RT-7: an app need not wait for its welcome to say where it was")
    void since_may_come_before_the_welcome() throws Exception {
        var epoch = epochAfter(5);

        var app = App.opened("bearer." + me.token()).since(epoch + 2);

        app.next("welcome");
        assertEquals(List.of(epoch + 3, epoch + 4, epoch + 5), app.ids(3));
        assertTrue(app.isQuiet());
        app.dies();
    }

    @Test
    @DisplayName("R-RT-7: when nothing has gone out yet it is never too late to say where one was")
    void since_may_come_late() throws Exception {
        var epoch = epochAfter(5);
        var app = App.of(me.token());
        assertTrue(app.isQuiet(), "longer than frames are held");

        app.since(epoch + 2);

        assertEquals(List.of(epoch + 3, epoch + 4, epoch + 5), app.ids(3));
        app.dies();
    }

    @Test
    @DisplayName("R-RT-7: what has gone out on a socket does not go out again, however often the app says where it is")
    void since_goes_only_forward() throws Exception {
        var epoch = epochAfter(5);
        var app = App.of(me.token());
        IntStream.range(5, 8).forEach(this::tell);
        assertEquals(List.of(epoch + 6, epoch + 7, epoch + 8), app.ids(3));

        app.since(epoch + 5);
        assertTrue(app.isQuiet(), "all of that has gone out");
        app.since(epoch + 7).since(epoch + 8);
        tell(8);

        assertEquals(List.of(epoch + 9), app.ids(1));
        assertTrue(app.isQuiet());
        app.dies();
    }

    @Test
    @DisplayName("R-RT-7: what could no longer come in order is told as a gap")
    void what_lies_before_frames_already_sent_is_a_reset() throws Exception {
        var epoch = epochAfter(5);
        var app = App.of(me.token());
        tell(5);
        assertEquals(List.of(epoch + 6), app.ids(1));

        app.since(epoch + 2);

        assertEquals(epoch + 6, app.next("reset").path("id").asText());
        tell(6);
        assertEquals(List.of(epoch + 7), app.ids(1));
        app.dies();
    }

    @Test
    void who_says_nothing_gets_what_comes_after_the_arrival() throws Exception {
        tell(0);
        var app = App.of(me.token());
        tell(1);

        var frame = app.next("notification");

        assertTrue(frame.path("id").asText().endsWith("-2"));
        assertEquals(1, frame.path("data").path("number").asInt());
        assertTrue(app.isQuiet());
        app.dies();
    }

    @Test
    @DisplayName("R-RT-7: when the history does not reach back so far there is a reset, and then what comes next")
    void a_gap_is_told() throws Exception {
        var app = App.of(me.token());
        app.say("{\"type\":\"subscribe\",\"topic\":\"notifications\"}");
        tell(0);
        var early = app.ids(1).getFirst();
        app.dies();
        IntStream.range(0, 320).forEach(this::tell);

        var back = App.of(me.token()).since(early);

        var end = back.next("reset").path("id").asText();
        assertTrue(end.endsWith("-321"), end);
        tell(1);
        assertTrue(back.ids(1).getFirst().endsWith("-322"));
        back.dies();
    }

    @Test
    void the_oldest_frame_that_is_kept_is_no_gap() throws Exception {
        var app = App.of(me.token()).since("ffffffff-7");
        var epoch = app.next("reset").path("id").asText().substring(0, 9);
        app.dies();
        IntStream.range(0, 310).forEach(this::tell);

        var back = App.of(me.token()).since(epoch + 10);

        assertEquals(epoch + 11, back.ids(300).getFirst());
        back.dies();
    }

    @Test
    void nonsense_instead_of_a_position_is_a_reset() throws Exception {
        for (var nonsense : new String[] {"", "nonsense", "00000000-999999999999999999", "x-1"}) {
            App.of(me.token()).since(nonsense).next("reset");
        }
    }

    @Test
    void a_history_that_is_lost_under_an_open_socket_is_told() throws Exception {
        var app = App.of(me.token());
        app.say("{\"type\":\"subscribe\",\"topic\":\"notifications\"}");
        IntStream.range(0, 5).forEach(this::tell);
        var before = app.ids(5).getLast();

        var stream = "{%s}:realtime".formatted(me.id());
        redis.key().del(stream, stream + ":counter", stream + ":once");
        tell(6);

        var end = app.next("reset").path("id").asText();
        assertNotEquals(before.substring(0, 8), end.substring(0, 8));
        tell(7);
        assertTrue(app.ids(1).getFirst().endsWith("-2"));
        app.dies();
    }

    @Test
    void what_was_delivered_before_is_not_delivered_again() throws Exception {
        var app = App.of(me.token());
        var frame = Frame.notification(Ids.next(), Map.of("number", 1));

        streams.append(me.id(), frame).await().indefinitely();
        streams.append(me.id(), frame).await().indefinitely();

        app.ids(1);
        assertTrue(app.isQuiet());
        app.dies();
    }

    @Test
    @DisplayName("R-SEC-2: nobody receives what others are told")
    void others_hear_nothing() throws Exception {
        var stranger = App.of(Person.joined().token());
        var app = App.of(me.token());

        IntStream.range(0, 20).forEach(this::tell);

        app.ids(20);
        assertTrue(stranger.isQuiet());
        app.dies();
        stranger.dies();
    }

    @Test
    void what_is_read_on_one_device_is_read_on_the_other() throws Exception {
        var phone = App.of(me.token());
        request(Person.joined(), me);
        var id = phone.next("notification").path("data").path("id").asText();

        markRead(id);
        markRead(id);

        var frame = phone.next("notifications_read");
        assertEquals(0, frame.path("data").path("unread_count").asInt());
        assertEquals(id, frame.path("data").path("up_to").asText());
        assertTrue(phone.isQuiet(), "the second time nothing was read");
        phone.dies();
    }

    /** The epoch of a stream that has so many frames. */
    private String epochAfter(int frames) {
        IntStream.range(0, frames).forEach(this::tell);
        return streams.end(me.id()).await().indefinitely().epoch() + "-";
    }

    private void markRead(String id) {
        RestAssured.given()
                .auth()
                .oauth2(me.token())
                .contentType("application/json")
                .body(Map.of("up_to", id))
                .post("/api/v1/notifications/mark_read")
                .then()
                .statusCode(200);
    }

    /** As any replica would. */
    private void tell(int number) {
        streams.append(me.id(), Frame.notification(Ids.next(), Map.of("number", number)))
                .await()
                .indefinitely();
    }
}
