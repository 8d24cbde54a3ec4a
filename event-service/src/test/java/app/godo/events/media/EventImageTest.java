package app.godo.events.media;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.events.testing.Told;
import app.godo.pictures.ImageName;
import app.godo.pictures.ImageStore;
import app.godo.pictures.RemoveImages;
import app.godo.pictures.testing.Pictures;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class EventImageTest {

    private static final byte[] PICTURE = Pictures.jpeg(60, 40);

    @Inject
    RemoveImages removeImages;

    @Inject
    ImageStore store;

    private final Person author = Person.joined("public");
    private final UUID event = Gathering.by(author);

    @Test
    @DisplayName("R-GAP-4 an Event shows a picture under an address of ours, to whoever sees the Event")
    void a_picture_is_shown() {
        var url = shown(put(author, event, PICTURE));

        assertThat(url, matchesPattern("http://127\\.0\\.0\\.1:8080/images/events/[0-9a-f]{32}\\.jpg"));
        Api.read(Person.joined(), event).body("image_url", is(url));
        var image = fetch(url)
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .extract()
                .asByteArray();
        assertThat(Pictures.read(image).getWidth(), is(60));
    }

    @Test
    @DisplayName("A-48 of what was sent only the pixels are kept, and only of a picture")
    void nothing_but_pixels_is_kept() {
        var sent = Pictures.fromACamera(PICTURE, 6);
        var kept = fetch(shown(put(author, event, sent))).extract().asByteArray();

        assertThat(new String(sent, StandardCharsets.ISO_8859_1).contains(Pictures.PLACE), is(true));
        assertThat(new String(kept, StandardCharsets.ISO_8859_1).contains(Pictures.PLACE), is(false));
        refused(
                send(author, event, "<svg/>".getBytes(StandardCharsets.UTF_8), "image/svg+xml"),
                415,
                "image-unsupported");
        refused(send(author, event, Pictures.pngThatClaims(9000, 9000), "image/png"), 422, "image-too-large");
        refused(send(author, event, new byte[5 * 1024 * 1024 + 1], "image/jpeg"), 413, "image-too-many-bytes");
    }

    @Test
    void the_same_picture_again_changes_nothing() {
        var first = put(author, event, PICTURE);
        var again = put(author, event, PICTURE);

        assertThat(shown(again), is(shown(first)));
        assertThat(again.extract().header("ETag"), is(first.extract().header("ETag")));
        assertThat(shown(put(author, Gathering.by(author), PICTURE)), is(not(shown(first))));
    }

    @Test
    @DisplayName("R-OPS-4 what is replaced, or taken away, is gone, at once and from the store")
    void what_is_replaced_is_gone() {
        var first = shown(put(author, event, PICTURE));
        var second = shown(put(author, event, Pictures.jpeg(40, 60)));

        fetch(first).statusCode(404);
        assertGone(first);
        fetch(second).statusCode(200);

        delete(author, event, null).statusCode(204);
        delete(author, event, null).statusCode(204);
        Api.read(author, event).body("image_url", is(nullValue()));
        fetch(second).statusCode(404);
        assertGone(second);
    }

    @Test
    @DisplayName(
            "A-34 a picture is for the author and for moderators to change; who changes it knows the version, if they say one")
    void others_change_nothing() {
        var stranger = Person.joined();
        refused(send(stranger, event, PICTURE, "image/jpeg"), 403, "not-yours");
        refused(delete(stranger, event, null), 403, "not-yours");
        refused(send(stranger, Gathering.unseenBy(author), PICTURE, "image/jpeg"), 404, "not-found");
        refused(send(author, Gathering.open(), PICTURE, "image/jpeg"), 403, "not-yours");
        refused(send(Api.moderator(), Gathering.open(), PICTURE, "image/jpeg"), 409, "listed-by-source");
        given().contentType("image/jpeg")
                .body(PICTURE)
                .put("/api/v1/events/{id}/image", event)
                .then()
                .statusCode(401);
        var tag = Api.tagOf(author, event);
        put(author, event, PICTURE);
        refused(delete(author, event, tag), 412, "stale");

        put(Api.moderator(), event, Pictures.jpeg(30, 30));
        delete(author, event, Api.tagOf(author, event)).statusCode(204);
    }

    @Test
    @DisplayName("R-EVT-12 another picture is told, and looked at again, as other words are")
    void another_picture_is_looked_at_again() {
        Api.change(author, event, "*", Map.of("title", "Harps")).statusCode(200);
        sql("update events.events set look_again_at = null where id = $1", event);

        put(author, event, PICTURE);

        var told = assertInstanceOf(EventFact.Changed.class, Told.of(event).getLast());
        assertThat(told.changed(), contains("image_url"));
        assertThat(
                count("select count(*) from events.events where id = $1 and look_again_at is not null", event), is(1L));
    }

    @Test
    @DisplayName("A-40 what a person submits shows no address of anybody else's: nobody is told who looks at it")
    void no_other_address_is_shown() {
        var tracker = "https://evil.example/pixel.gif";
        var others = shown(put(Person.joined(), null, PICTURE));
        for (var url : List.of(tracker, others, "http://127.0.0.1:8080/images/0123456789abcdef0123456789abcdef.jpg")) {
            refused(Api.change(author, event, "*", Map.of("image_url", url)), "/image_url");
            refused(Api.submit(author, request(url)), "/image_url");
            refused(
                    Api.as(author)
                            .header("Idempotency-Key", UUID.randomUUID())
                            .body(Map.of("event", request(url), "rrule", "FREQ=WEEKLY;COUNT=2"))
                            .post("/api/v1/events/series")
                            .then(),
                    "/event/image_url");
        }
    }

    @Test
    @DisplayName("R-GAP-4 two Events of an author may show one picture, which stays until neither does")
    void two_events_show_one_picture() {
        var url = shown(put(author, event, PICTURE));
        var other = UUID.fromString(Api.submit(author, request(url))
                .statusCode(201)
                .body("image_url", is(url))
                .extract()
                .path("id"));

        delete(author, event, null).statusCode(204);
        fetch(url).statusCode(200);
        Api.change(author, other, "*", Map.of("title", "Harps")).statusCode(200).body("image_url", is(url));

        Api.change(author, other, "*", Collections.singletonMap("image_url", null))
                .statusCode(200);
        fetch(url).statusCode(404);
        assertGone(url);
        refused(Api.change(author, other, "*", Map.of("image_url", url)), "/image_url");
    }

    @Test
    @DisplayName("R-GAP-4 an Event that is called off keeps its picture while there is anybody to see it")
    void who_is_gone_leaves_no_picture() {
        var known = shown(put(author, event, PICTURE));
        Api.attend(Person.joined(), event, "going").statusCode(200);
        var unknown = Gathering.by(author);
        var unseen = shown(put(author, unknown, PICTURE));

        Api.callOff(author, event, "*").statusCode(204);
        Api.callOff(author, unknown, "*").statusCode(204);

        fetch(known).statusCode(200);
        fetch(unseen).statusCode(404);
        assertGone(unseen);
    }

    @Test
    @DisplayName(
            "R-GAP-3 the picture of what was turned down is seen by nobody, but while a moderator has to look again")
    void what_was_turned_down_is_not_shown() {
        var url = shown(put(author, event, PICTURE));

        Api.decide(Api.moderator(), event, "reject", "spam").statusCode(200);
        fetch(url).statusCode(404);

        Api.as(author)
                .body(Map.of("words", "It is a picnic."))
                .put("/api/v1/events/{id}/appeal", event)
                .then()
                .statusCode(200);
        fetch(url).statusCode(200);
    }

    @Test
    @DisplayName("C-06 whoever is erased leaves no picture, also with an Event that others go to")
    void who_is_erased_leaves_no_picture() {
        Api.attend(Person.joined(), event, "going").statusCode(200);
        var stays = shown(put(author, event, PICTURE));
        var goes = shown(put(author, Gathering.by(author), PICTURE));

        sql(
                "with worker as (select set_config('godo.worker', 'on', true)) select users.erase($1) from worker",
                author.id());

        Api.read(Person.joined(), event).statusCode(200).body("image_url", is(nullValue()));
        for (var url : List.of(stays, goes)) {
            fetch(url).statusCode(404);
            assertGone(url);
        }
    }

    /** @param url null for none */
    private static Map<String, Object> request(String url) {
        var request = new HashMap<String, Object>(Map.of(
                "title", "Picnic",
                "date_time", Instant.now().plus(Duration.ofDays(3)).toString(),
                "location_name", "Boathouse",
                "category", "outdoors"));
        request.put("image_url", url);
        return request;
    }

    /** Within a minute: the job looks every twenty seconds, here it is asked to. */
    private void assertGone(String url) {
        removeImages.remove().await().indefinitely();
        var name = new ImageName(url.substring(url.lastIndexOf('/') + 1).replace(".jpg", ""));
        assertThat(store.get(name).await().indefinitely(), is(nullValue()));
        assertThat(count("select count(*) from events.images where name = $1", name.text()), is(0L));
    }

    private static String shown(ValidatableResponse answer) {
        return answer.extract().path("image_url");
    }

    /** @param event null for another one of the person's */
    private static ValidatableResponse put(Person person, UUID event, byte[] picture) {
        return send(person, event == null ? Gathering.by(person) : event, picture, "image/jpeg")
                .statusCode(200);
    }

    private static ValidatableResponse send(Person person, UUID event, byte[] picture, String type) {
        return given().auth()
                .oauth2(person.token())
                .header("Content-Type", type)
                .body(picture)
                .put("/api/v1/events/{id}/image", event)
                .then();
    }

    /** @param tag null to send none */
    private static ValidatableResponse delete(Person person, UUID event, String tag) {
        var asked = given().auth().oauth2(person.token());
        return (tag == null ? asked : asked.header("If-Match", tag))
                .delete("/api/v1/events/{id}/image", event)
                .then();
    }

    private static ValidatableResponse fetch(String url) {
        return given().get(URI.create(url).getPath()).then();
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).contentType("application/problem+json").body("code", is(code));
    }

    private static void refused(ValidatableResponse answer, String pointer) {
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains(pointer))
                .body("errors.code", contains("not-ours"));
    }
}
