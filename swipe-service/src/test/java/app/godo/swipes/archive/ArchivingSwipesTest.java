package app.godo.swipes.archive;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.swipes.Happening;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(ArchivingSwipesTest.TwoAtATime.class)
class ArchivingSwipesTest {

    /** So that a person's few swipes are several portions. */
    public static class TwoAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("godo.swipes.archive.portion", "2");
        }
    }

    private static final String IN_ARCHIVE = """
            select count(*) from swipes.archived_swipes join swipes.pseudonyms using (pseudonym) where user_id = $1""";

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));

    @Inject
    ArchiveSwipes archiveSwipes;

    @Test
    @DisplayName("R-JOB-11: what is older than 13 months is put away by month, and the lists are as before")
    void what_is_old_is_put_away() {
        swiped(concert, "up", 15);
        swiped(Happening.in(Duration.ofDays(2)), "left", 14);
        swiped(Happening.in(Duration.ofDays(3)), "left", 14);
        swiped(Happening.in(Duration.ofDays(4)), "up", 12);

        archive();

        assertEquals(3, Database.count(IN_ARCHIVE, anna.id()));
        assertEquals(1, kept(), "the one of a year ago");
        list(anna, "saved").body("items", hasSize(2));
        assertEquals(4, Database.count("select count(*) from swipes.current_swipes where user_id = $1", anna.id()));
        assertEquals(2, Database.count("""
                        select count(distinct archived.tableoid) from swipes.archived_swipes as archived
                          join swipes.pseudonyms using (pseudonym) where user_id = $1""", anna.id()), "a part for each month");
    }

    @Test
    void done_again_or_by_two_at_once_each_is_put_away_once() {
        for (var i = 0; i < 7; i++) {
            swiped(Happening.in(Duration.ofDays(1)), "right", 14);
        }

        Uni.join()
                .all(archiveSwipes.handle(Duration.ZERO), archiveSwipes.handle(Duration.ZERO))
                .andCollectFailures()
                .await()
                .atMost(Duration.ofSeconds(20));
        archive();

        assertEquals(7, Database.count(IN_ARCHIVE, anna.id()));
        assertEquals(0, kept());
    }

    @Test
    @DisplayName("R-JOB-11: the archive knows nobody: neither the person nor the ids that others know the swipe by")
    void the_archive_knows_nobody() {
        var swipe = swipe(concert, "up");
        String id = send(anna, swipe).extract().path("id");
        age(14);

        archive();

        var row = Database.sql("""
                        select to_jsonb(t)::text from swipes.archived_swipes as t
                          join swipes.pseudonyms using (pseudonym) where user_id = $1""", anna.id()).getFirst().getString(0);
        for (var known : new Object[] {anna.id(), id, swipe.get("client_swipe_id")}) {
            assertTrue(!row.contains(known.toString()), row);
        }
        assertTrue(row.contains(concert.id().toString()), row);
    }

    @Test
    @DisplayName("C-07: what was archived is among what a person is given of all that is kept of them")
    void what_was_archived_is_exported() {
        swiped(concert, "up", 14);

        archive();

        assertEquals(1, Database.count("""
                select count(*) from (select set_config('godo.worker', 'on', true)) as worker,
                       lateral swipes.exported_rows($1) as row
                 where row.tbl = 'archived_swipes' and row.content ->> 'event_id' = $2""", anna.id(), concert.id().toString()));
    }

    @Test
    @DisplayName("C-06: who is erased is erased in the archive")
    void erasure_reaches_the_archive() {
        swiped(concert, "up", 14);
        archive();
        var pseudonym = Database.sql("select pseudonym from swipes.pseudonyms where user_id = $1", anna.id())
                .getFirst()
                .getUUID(0);

        Database.sql("select set_config('godo.worker', 'on', true), users.erase($1)", anna.id());

        assertEquals(0, Database.count("select count(*) from swipes.archived_swipes where pseudonym = $1", pseudonym));
        assertEquals(0, Database.count("select count(*) from swipes.pseudonyms where user_id = $1", anna.id()));
    }

    @Test
    void what_was_awaited_and_never_came_is_let_go_of() {
        Database.sql("""
                insert into swipes.swipes (id, user_id, client_swipe_id, swiped_at, undone_at, received_at)
                values ($1, $2, $1, now(), now(), now() - interval '14 months')""", UUID.randomUUID(), anna.id());

        archive();

        assertEquals(0, kept());
        assertEquals(0, Database.count(IN_ARCHIVE, anna.id()));
    }

    @Test
    void an_admin_may_have_it_done() {
        swiped(concert, "up", 14);
        given().auth()
                .oauth2(anna.token())
                .post("/api/v1/swipes/archive")
                .then()
                .statusCode(404);

        given().auth()
                .oauth2(Tokens.of(Person.joined().id(), "user", "admin"))
                .post("/api/v1/swipes/archive")
                .then()
                .statusCode(202);

        await().until(() -> kept() == 0);
    }

    @Test
    void who_swipes_an_event_again_after_that_swipes_it() {
        swiped(concert, "up", 14);
        archive();

        send(anna, swipe(concert, "right")).statusCode(201);

        list(anna, "calendar").body("items.event.id", contains(concert.id().toString()));
    }

    private void archive() {
        archiveSwipes.handle(Duration.ZERO).await().atMost(Duration.ofSeconds(20));
    }

    private void swiped(Happening event, String direction, int monthsAgo) {
        String id =
                send(anna, swipe(event, direction)).statusCode(201).extract().path("id");
        Database.sql(
                "update swipes.swipes set received_at = now() - make_interval(months => $2) where id = $1",
                UUID.fromString(id),
                monthsAgo);
    }

    private void age(int months) {
        Database.sql(
                "update swipes.swipes set received_at = now() - make_interval(months => $2) where user_id = $1",
                anna.id(),
                months);
    }

    private long kept() {
        return Database.count("select count(*) from swipes.swipes where user_id = $1", anna.id());
    }
}
