package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class ImagesOfEventsTest {

    private static final String OF_THE_PARTY = "https://x.com/images/events/0123456789abcdef0123456789abcdef.jpg";
    private static final String FRESH = "https://x.com/images/events/ffffffffffffffffffffffffffffffff.jpg";
    private static final String SHOW = "update events.events set image_url = '%s' where id = :%s";
    private static final String TO_REMOVE =
            "select count(*) from events.images where remove_after <= now() and url = '%s'";
    private static final String SHOWN = "select count(*) from events.shown_images where name like '0123%'";

    private Db db;

    @BeforeEach
    void the_party_shows_one_image_and_another_is_in_the_store() throws SQLException {
        db = Postgres.told().begin();
        db.asWorker("godo_events");
        db.run("insert into events.images (name, url, source_hash, remove_after)"
                + " values ('ffffffffffffffffffffffffffffffff', '%s', '', now() + interval '1 hour')".formatted(FRESH));
    }

    @AfterEach
    void nothing_stays() throws SQLException {
        db.close();
    }

    @Test
    @DisplayName(
            "A-40: a person's Event shows what was put into our store, and what another of theirs shows; a Source's what it likes")
    void only_our_images_are_shown() throws SQLException {
        db.as("godo_events", People.ANNA.id());
        assertEquals("23503", db.attempt(Story.named(SHOW.formatted("https://evil.example/x.png", "party"))));
        assertEquals(1, db.run(Story.named(SHOW.formatted(OF_THE_PARTY, "draft"))));
        assertEquals(1, db.run(Story.named(SHOW.formatted(FRESH, "party"))));
        db.asWorker("godo_events");
        assertEquals("23503", db.attempt(Story.named(SHOW.formatted("https://evil.example/x.png", "party"))));
        assertEquals(1, db.run(Story.named(SHOW.formatted("https://source.example/x.png", "jazz"))));
    }

    @Test
    @DisplayName("A-40: nobody comes to show the picture of somebody else's Event")
    void others_images_stay_theirs() throws SQLException {
        db.as("godo_events", People.FAY.id());
        assertEquals(
                "23503",
                db.attempt("insert into events.events (id, title, date_time, location_name, category, source,"
                        + " created_by_user_id, image_url) values (gen_random_uuid(), 'T', now(), 'L', 'music',"
                        + " 'user_generated', '%s', '%s')".formatted(People.FAY.id(), OF_THE_PARTY)));
    }

    @Test
    @DisplayName(
            "R-OPS-4: an image goes when the last Event that shows it shows another, or is gone, and does not come back")
    void what_nothing_shows_is_to_be_removed() throws SQLException {
        db.run(Story.named(SHOW.formatted(OF_THE_PARTY, "draft")));
        db.run(Story.named(SHOW.formatted(FRESH, "party")));
        assertEquals(0, db.number(TO_REMOVE.formatted(OF_THE_PARTY)));

        db.run(Story.named("delete from events.events where id = :draft"));

        assertEquals(1, db.number(TO_REMOVE.formatted(OF_THE_PARTY)));
        assertEquals("23503", db.attempt(Story.named(SHOW.formatted(OF_THE_PARTY, "party"))));
    }

    @Test
    @DisplayName(
            "R-GAP-3: the picture of an Event that was turned down is shown to nobody until a moderator has to look again")
    void what_was_turned_down_is_not_shown() throws SQLException {
        assertEquals(1, db.number(SHOWN));
        db.run(Story.named("update events.events set moderation_status = 'rejected' where id = :party"));
        assertEquals(0, db.number(SHOWN));

        db.run(Story.named("insert into events.appeals (event_id, user_id, words) values (:party, :anna, 'Why?')"));

        assertEquals(1, db.number(SHOWN));
    }

    @Test
    @DisplayName("C-06: with an account the images of its Events are to be removed, also of those that others go to")
    void an_erased_persons_images_are_to_be_removed() throws SQLException {
        db.run(Story.named("insert into events.attendance (id, event_id, user_id, status, visibility)"
                + " values (gen_random_uuid(), :party, :fay, 'going', 'friends')"));
        db.asWorker("godo_users");

        db.text(Story.named("select users.erase(:anna)"));

        db.asWorker("godo_events");
        assertEquals(1, db.number(TO_REMOVE.formatted(OF_THE_PARTY)));
        assertEquals(1, db.number(Story.named("select count(*) from events.events where id = :party")));
    }
}
