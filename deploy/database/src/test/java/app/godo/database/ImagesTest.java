package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class ImagesTest {

    private static final String OURS = "https://x.com/images/0123456789abcdef0123456789abcdef.jpg";
    private static final String OTHER = "https://x.com/images/ffffffffffffffffffffffffffffffff.jpg";
    private static final String SHOW = "update users.users set profile_image_url = '%s' where id = :anna";
    private static final String TO_REMOVE =
            "select count(*) from users.images where remove_after <= now() and url = '%s'";

    private Db db;

    @BeforeEach
    void two_images_are_in_the_store() throws SQLException {
        db = Postgres.told().begin();
        db.asWorker("godo_users");
        db.run("insert into users.images (name, url, source_hash, remove_after)"
                + " values ('ffffffffffffffffffffffffffffffff', '%s', '', now() + interval '1 hour')".formatted(OTHER));
    }

    @AfterEach
    void nothing_stays() throws SQLException {
        db.close();
    }

    @Test
    @DisplayName("R-USR-10: a profile shows what was put into our store, and the worker says which")
    void only_our_images_are_shown() throws SQLException {
        assertEquals("23503", db.attempt(Story.named(SHOW.formatted("https://evil.example/x.png"))));
        assertEquals("23514", db.attempt(Story.named(SHOW.formatted("http://evil.example/x.png"))));
        assertEquals("23514", db.attempt(Story.named(SHOW.formatted("javascript:alert(1)"))));
        db.as("godo_users", People.ANNA.id());
        assertEquals("42501", db.attempt(Story.named(SHOW.formatted(OURS))));
        db.asWorker("godo_users");
        assertEquals(1, db.run(Story.named(SHOW.formatted(OURS))));
    }

    @Test
    @DisplayName("R-OPS-4: what is shown is kept, and what was replaced, or taken away, is to be removed")
    void what_is_replaced_is_to_be_removed() throws SQLException {
        db.run(Story.named(SHOW.formatted(OURS)));
        db.run(Story.named(SHOW.formatted(OTHER)));
        assertEquals(
                0,
                db.number("select count(*) from users.images where remove_after is not null and url = '%s'"
                        .formatted(OTHER)));
        assertEquals(1, db.number(TO_REMOVE.formatted(OURS)));

        db.run(Story.named("update users.users set profile_image_url = null where id = :anna"));
        assertEquals(1, db.number(TO_REMOVE.formatted(OTHER)));
    }

    @Test
    @DisplayName("R-OPS-4: what is to be removed by now is shown by nobody again: it may be gone already")
    void what_goes_does_not_come_back() throws SQLException {
        db.run(Story.named(SHOW.formatted(OURS)));
        db.run(Story.named(SHOW.formatted(OTHER)));

        assertEquals("23503", db.attempt(Story.named(SHOW.formatted(OURS))));
    }

    @Test
    @DisplayName("C-06: with an account its image is to be removed")
    void an_erased_persons_image_is_to_be_removed() throws SQLException {
        db.run(Story.named(SHOW.formatted(OURS)));

        db.text(Story.named("select users.erase(:anna)"));

        assertEquals(1, db.number(TO_REMOVE.formatted(OURS)));
    }
}
