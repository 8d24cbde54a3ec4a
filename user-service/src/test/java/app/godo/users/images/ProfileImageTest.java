package app.godo.users.images;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.godo.pictures.ImageName;
import app.godo.pictures.ImageStore;
import app.godo.pictures.ImagesConfig;
import app.godo.pictures.RemoveImages;
import app.godo.pictures.testing.Pictures;
import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ProfileImageTest {

    private static final byte[] PICTURE = Pictures.jpeg(60, 40);

    @Inject
    RemoveImages removeImages;

    @Inject
    ImageStore store;

    @Inject
    Transactions transactions;

    @Inject
    ImagesConfig config;

    @Inject
    MovableClock clock;

    @TestHTTPResource
    URI server;

    private final Person person = Person.joined("public");

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("R-USR-10 a picture is seen under an address of ours, by the person and by whoever sees the profile")
    void a_picture_is_shown() {
        var url = shown(put(person, PICTURE));

        assertThat(url, matchesPattern("http://127\\.0\\.0\\.1:8080/images/[0-9a-f]{32}\\.jpg"));
        get(person, "/users/profile").body("profile_image_url", is(url));
        get(Person.joined(), "/users/" + person.id()).body("profile_image_url", is(url));
        var image = fetch(url).statusCode(200).extract().asByteArray();
        assertThat(Pictures.read(image).getWidth(), is(60));
    }

    @Test
    @DisplayName("R-OPS-4 an image may be kept for ever, and does nothing but being an image")
    void an_image_may_be_kept_for_ever() {
        var url = shown(put(person, PICTURE));

        var tag = fetch(url)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Content-Type", "image/jpeg")
                .header("Content-Disposition", "inline")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .header("ETag");
        given().header("If-None-Match", tag)
                .get(URI.create(url).getPath())
                .then()
                .statusCode(304)
                .header("ETag", tag);
        given().head(URI.create(url).getPath())
                .then()
                .statusCode(200)
                .header("ETag", tag)
                .header("Content-Length", Integer.toString(fetch(url).extract().asByteArray().length));
        given().post(URI.create(url).getPath()).then().statusCode(404);
    }

    @Test
    void the_same_picture_again_changes_nothing() {
        var first = put(person, PICTURE);
        var again = put(person, PICTURE);

        assertThat(shown(again), is(shown(first)));
        assertThat(again.extract().header("ETag"), is(first.extract().header("ETag")));
    }

    @Test
    @DisplayName("R-OPS-4 another picture has another address, and the one before is gone, at once and from the store")
    void another_picture_has_another_address() {
        var first = put(person, PICTURE);
        var second = put(person, Pictures.jpeg(40, 60));

        assertThat(shown(second), is(not(shown(first))));
        assertThat(second.extract().header("ETag"), is(not(first.extract().header("ETag"))));
        fetch(shown(first)).statusCode(404).contentType("application/problem+json");
        assertGone(shown(first));
        fetch(shown(second)).statusCode(200);
        assertThat(shown(put(person, PICTURE)), is(not(shown(first))));
    }

    @Test
    @DisplayName("A-39 a person changes pictures ten times an hour, whatever comes of it, and nobody else loses any")
    void pictures_have_a_rate() {
        for (var height = 20; height < 29; height++) {
            put(person, Pictures.jpeg(20, height));
        }
        refused(put(person.token(), Arrays.copyOf(PICTURE, 400), "image/jpeg"), 422, "image-unreadable");

        var wait = put(person.token(), PICTURE, "image/jpeg")
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", is("too-many-pictures"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(wait), is(both(greaterThan(3500)).and(lessThanOrEqualTo(3600))));
        put(Person.joined(), PICTURE);
    }

    @Test
    void two_people_with_the_same_picture_have_two_addresses() {
        assertThat(shown(put(person, PICTURE)), is(not(shown(put(Person.joined(), PICTURE)))));
    }

    @Test
    void a_picture_is_taken_away() {
        var url = shown(put(person, PICTURE));

        delete(person).statusCode(204);
        delete(person).statusCode(204);

        get(person, "/users/profile").body("profile_image_url", is(nullValue()));
        fetch(url).statusCode(404);
        assertGone(url);
    }

    @Test
    @DisplayName("R-USR-12 of whoever is switched off there is no image, until they are back")
    void who_is_switched_off_has_no_image() {
        var url = shown(put(person, PICTURE));

        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", person.id());
        fetch(url).statusCode(404);
        removeImages.remove().await().indefinitely();

        sql("update users.users set is_active = true, deactivated_at = null where id = $1", person.id());
        fetch(url).statusCode(200);
    }

    @Test
    @DisplayName("C-06 whoever is erased leaves no image behind")
    void who_is_erased_leaves_no_image() {
        var newcomer = Newcomer.joined();
        var session = newcomer.logIn();
        var url = shown(put(session.accessToken(), PICTURE, "image/jpeg").statusCode(200));

        session.call("DELETE", "/users/account", Map.of("password", newcomer.password()))
                .statusCode(204);

        fetch(url).statusCode(404);
        assertGone(url);
    }

    @Test
    @DisplayName("what was put into the store and never shown is removed when no upload can need it any more")
    void what_was_never_shown_is_removed() {
        put(person.token(), PICTURE, "image/jpeg", "\"0\"").statusCode(412).body("code", is("stale"));
        var name = newestName();
        assertThat(store.get(new ImageName(name)).await().indefinitely() == null, is(false));
        removeImages.remove().await().indefinitely();
        assertThat(count("select count(*) from users.images where name = $1", name), is(1L));

        clock.forward(config.unused().plus(Duration.ofSeconds(5)));
        removeImages.remove().await().indefinitely();

        assertThat(store.get(new ImageName(name)).await().indefinitely(), is(nullValue()));
        assertThat(count("select count(*) from users.images where name = $1", name), is(0L));
    }

    @Test
    void an_edit_of_another_version_is_refused() {
        var tag = put(person, PICTURE).extract().header("ETag");

        given().auth()
                .oauth2(person.token())
                .header("If-Match", "\"1\"")
                .delete("/api/v1/users/profile/image")
                .then()
                .statusCode(412);
        given().auth()
                .oauth2(person.token())
                .header("If-Match", tag)
                .delete("/api/v1/users/profile/image")
                .then()
                .statusCode(204);
    }

    @Test
    @DisplayName("A-48 what is no picture, or not the one it says it is, is refused by name")
    void what_is_no_picture_is_refused() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII);
        refused(put(person.token(), svg, "image/svg+xml"), 415, "image-unsupported");
        refused(put(person.token(), svg, "image/jpeg"), 415, "image-unsupported");
        refused(put(person.token(), PICTURE, "image/png"), 415, "image-unsupported");
        refused(put(person.token(), PICTURE, "application/json"), 415, "image-unsupported");
        refused(put(person.token(), Arrays.copyOf(PICTURE, 400), "image/jpeg"), 422, "image-unreadable");
        refused(put(person.token(), Pictures.pngThatClaims(50_000, 50_000), "image/png"), 422, "image-too-large");
        get(person, "/users/profile").body("profile_image_url", is(nullValue()));
    }

    @Test
    @DisplayName("A-48 a picture of more than 5 MiB is refused, whether it says so or not")
    void a_picture_of_too_many_bytes_is_refused() throws IOException {
        var large = Pictures.joined(PICTURE, new byte[5 << 20]);

        refused(put(person.token(), large, "image/jpeg"), 413, "image-too-many-bytes");
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            var out = socket.getOutputStream();
            out.write(("PUT /api/v1/users/profile/image HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n"
                            + "Authorization: Bearer " + person.token() + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write((Integer.toHexString(large.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(large);
            out.flush();
            assertThat(line(socket), is("HTTP/1.1 413 Request Entity Too Large"));
        }
    }

    @Test
    @DisplayName("A-38 every other body keeps the limit of the fleet")
    void other_bodies_stay_small() throws IOException {
        var large = "{\"full_name\": \"" + "x".repeat(1 << 20) + "\"}";

        given().auth()
                .oauth2(person.token())
                .contentType("application/merge-patch+json")
                .body(large)
                .patch("/api/v1/users/profile")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            var out = socket.getOutputStream();
            out.write(
                    ("PATCH /api/v1/users/profile HTTP/1.1\r\nHost: x\r\nContent-Type: application/merge-patch+json\r\n"
                                    + "Authorization: Bearer " + person.token()
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(line(socket), is("HTTP/1.1 413 Request Entity Too Large"));
        }
    }

    @Test
    @DisplayName("A-38 bodies that crawl in keep nobody out for long, and never more than a few are in memory")
    void only_a_few_are_taken_at_once() throws IOException {
        var crawling = new ArrayList<Socket>();
        try {
            for (var i = 0; i < config.atOnce(); i++) {
                crawling.add(crawling(Person.joined()));
            }
            Awaitility.await().untilAsserted(() -> refused(put(person.token(), PICTURE, "image/jpeg"), 503, "busy"));
        } finally {
            for (var socket : crawling) {
                socket.close();
            }
        }
        Awaitility.await()
                .untilAsserted(() -> put(person.token(), PICTURE, "image/jpeg").statusCode(200));
    }

    @Test
    @DisplayName("A-38 who sends one picture sends no other meanwhile, and so keeps nobody else out")
    void a_person_sends_one_at_a_time() throws IOException {
        var crawling = crawling(person);
        try {
            Awaitility.await()
                    .untilAsserted(
                            () -> refused(put(person.token(), PICTURE, "image/jpeg"), 429, "one-picture-at-a-time"));
            for (var i = 1; i < config.atOnce(); i++) {
                refused(put(person.token(), PICTURE, "image/jpeg"), 429, "one-picture-at-a-time");
            }
            put(Person.joined(), PICTURE);
        } finally {
            crawling.close();
        }
        Awaitility.await()
                .untilAsserted(() -> put(person.token(), PICTURE, "image/jpeg").statusCode(200));
    }

    @Test
    @DisplayName("R-OPS-4 no transaction waits for the store")
    void no_transaction_waits_for_the_store() {
        var url = shown(put(person, PICTURE));
        delete(person).statusCode(204);
        var free = new AtomicBoolean();
        var slow = new SlowStore(
                store,
                () -> free.set(count(
                                "select count(*) from (select from users.images where url = $1 for update skip locked) as rows",
                                url)
                        == 1));

        new RemoveImages(transactions, slow, clock).remove().await().indefinitely();

        assertThat(free.get(), is(true));
        assertGone(url);
    }

    @Test
    @DisplayName("R-USR-10 a picture that is taken away while it is sent again is shown in the end")
    void a_picture_is_sent_again_while_it_is_taken_away() {
        put(person, PICTURE);
        var taken = transactions
                .sqlAsWorker(tx -> tx.preparedQuery("update users set profile_image_url = null where id = $1")
                        .execute(Tuple.of(person.id()))
                        .onItem()
                        .delayIt()
                        .by(Duration.ofSeconds(1)))
                .subscribeAsCompletionStage();

        var again = put(person, PICTURE);

        assertThat(taken.isDone(), is(true));
        get(person, "/users/profile").body("profile_image_url", is(shown(again)));
        fetch(shown(again)).statusCode(200);
    }

    @Test
    @DisplayName("C.1 what the store cannot read is a problem, and no cache keeps it")
    void what_the_store_cannot_read_is_a_problem() throws IOException {
        var url = shown(put(person, PICTURE));
        var file = config.folder().resolve(Path.of(URI.create(url).getPath()).getFileName());
        Files.delete(file);
        Files.createDirectory(file);
        try {
            fetch(url)
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2")
                    .header("Cache-Control", "no-store")
                    .body("code", is("unavailable"));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void a_stranger_has_no_picture() {
        given().contentType("image/jpeg")
                .body(PICTURE)
                .put("/api/v1/users/profile/image")
                .then()
                .statusCode(401);
        fetch("/images/0123456789abcdef0123456789abcdef.jpg").statusCode(404).contentType("application/problem+json");
        fetch("/images/..%2f..%2fapplication.properties").statusCode(404);
    }

    private Socket crawling(Person sender) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream()
                .write(("PUT /api/v1/users/profile/image HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n"
                                + "Authorization: Bearer " + sender.token()
                                + "\r\nContent-Length: 1000\r\n\r\nx")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Somebody looks around before anything is removed. */
    private record SlowStore(ImageStore store, Runnable meanwhile) implements ImageStore {
        @Override
        public Uni<Void> put(ImageName name, byte[] jpeg) {
            return store.put(name, jpeg);
        }

        @Override
        public Uni<byte[]> get(ImageName name) {
            return store.get(name);
        }

        @Override
        public Uni<Long> size(ImageName name) {
            return store.size(name);
        }

        @Override
        public Uni<Void> remove(ImageName name) {
            return Uni.createFrom()
                    .item(() -> {
                        meanwhile.run();
                        return name;
                    })
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(store::remove);
        }
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).contentType("application/problem+json").body("code", is(code));
    }

    /** Within a minute: the job looks every twenty seconds, here it is asked to. */
    private void assertGone(String url) {
        removeImages.remove().await().indefinitely();
        var name = new ImageName(url.substring(url.lastIndexOf('/') + 1).replace(".jpg", ""));
        assertThat(store.get(name).await().indefinitely(), is(nullValue()));
        assertThat(count("select count(*) from users.images where name = $1", name.text()), is(0L));
    }

    private static String newestName() {
        return sql("select name from users.images order by created_at desc limit 1")
                .getFirst()
                .getString("name");
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        var in = socket.getInputStream();
        for (var c = in.read(); c > 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String shown(ValidatableResponse answer) {
        return answer.extract().path("profile_image_url");
    }

    private static ValidatableResponse put(Person person, byte[] picture) {
        return put(person.token(), picture, "image/jpeg").statusCode(200);
    }

    private static ValidatableResponse put(String token, byte[] picture, String type) {
        return put(token, picture, type, "*");
    }

    private static ValidatableResponse put(String token, byte[] picture, String type, String ifMatch) {
        return given().auth()
                .oauth2(token)
                .header("Content-Type", type)
                .header("If-Match", ifMatch)
                .body(picture)
                .put("/api/v1/users/profile/image")
                .then();
    }

    private static ValidatableResponse delete(Person person) {
        return given().auth()
                .oauth2(person.token())
                .delete("/api/v1/users/profile/image")
                .then();
    }

    private static ValidatableResponse get(Person person, String path) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1" + path)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse fetch(String url) {
        return given().urlEncodingEnabled(false)
                .get(URI.create(url).getRawPath())
                .then();
    }
}
