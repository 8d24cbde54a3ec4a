package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.List;

class SearchTest {

    private static final String LISTED = """
            insert into events.events (id, title, description, date_time, location_name, latitude, longitude, accessibility_info,
                   category, source, moderation_status)
            select gen_random_uuid(), 'Concert ' || md5(n::text), 'With ' || md5((n + 1)::text) || ' and friends',
                   now() + n * interval '1 minute', 'Hall ' || n % 500, 40.5 + n % 499 / 1000.0, -74 + n % 503 / 1000.0,
                   case when n % 1000 = 0 then '{"asl": true}'::jsonb else '{}' end, 'music', 'nyc_parks', 'approved'
              from generate_series(1, 20000) as n""";

    private static final String STATEMENT = "select events.search_statement('%s')";

    @ParameterizedTest(name = "R-GAP-2: {0} by {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"q": "jazz orchestra", "limit": 21}                                                    | events_words
            {"q": "jaz orchstra", "limit": 21}                                                      | events_titles
            {"q": "jazz", "tier": 1, "date_time": "2026-12-01T00:00Z", "id": "00000000-0000-7000-8000-0000000000e1", "limit": 21} | events_words
            {"limit": 21}                                                                           | events_not_over
            {"south": 40.6, "north": 40.61, "west": -73.91, "east": -73.9, "lat": 40.605, "lon": -73.905, "radius": 500, "limit": 21} | events_places
            {"accessible": ["asl"], "limit": 21}                                                    | events_accessible
            {"from": "2026-12-01T00:00Z", "to": "2026-12-02T00:00Z", "limit": 21}                   | events_not_over
            {"date_time": "2026-12-01T00:00Z", "id": "00000000-0000-7000-8000-0000000000e1", "limit": 21} | events_not_over
            """)
    void a_search_is_answered_by_its_index(String asked, String index) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.asSuperuser();
            db.run(LISTED);
            db.run("analyze events.events");
            var plan = String.join(
                    "\n",
                    db.column("explain "
                            + db.text(STATEMENT.formatted(asked))
                                    .replace("$1", "'%s'::jsonb".formatted(asked))
                                    .replace("$2", "gen_random_uuid()")));
            assertTrue(plan.contains(index), plan);
            assertFalse(plan.contains("Seq Scan on events"), plan);
        }
    }

    @Test
    @DisplayName("R-JOB-3: what is put away is in nobody's way who looks words up, and found by its day")
    void what_is_over_slows_no_search() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.asSuperuser();
            db.run(LISTED);
            var words = "select pg_relation_size('events.events_words') + pg_relation_size('events.events_titles')";
            var before = db.number(words);
            db.run(LISTED.replace("moderation_status)", "moderation_status, archived_at)")
                    .replace("'approved'", "'approved', now()")
                    .replace("now() + n", "now() - n"));
            assertEquals(before, db.number(words));
            db.run("analyze events.events");
            var asked =
                    "{\"q\": \"jazz\", \"from\": \"2020-01-01T00:00Z\", \"to\": \"2020-02-01T00:00Z\", \"past\": true}";
            var plan = String.join(
                    "\n",
                    db.column("explain "
                            + db.text(STATEMENT.formatted(asked))
                                    .replace("$1", "'%s'::jsonb".formatted(asked))
                                    .replace("$2", "gen_random_uuid()")));
            assertTrue(plan.contains("events_soonest"), plan);
        }
    }

    @Test
    @DisplayName(
            "R-GAP-2: what waits for a moderator is found by who submitted it, and what a blocked person submitted by nobody")
    void only_what_one_may_see_is_found() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(List.of("Draft", "Jazz", "Party"), found(db, People.ANNA));
            assertEquals(List.of("Jazz", "Party"), found(db, People.FAY));
            assertEquals(List.of("Jazz"), found(db, People.BEN));
            db.asNobody("godo_events");
            assertEquals(0, db.number("select count(*) from events.search('{\"limit\": 10}')"));
        }
    }

    private static List<String> found(Db db, People person) throws SQLException {
        db.as("godo_events", person.id());
        return db.column("select title from events.search('{\"limit\": 10}') as found"
                + " join events.event_cards as card on card.id = found.id order by title");
    }
}
