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
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class ExportTest {

    private static final String EXPORT = "select users.export_of_everything(:anna)";

    @Test
    @DisplayName("C-07: a person gets every row that is theirs, of every table that names people")
    void everything_is_given() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(List.of(), new Exports(db).findings());
        }
    }

    @ParameterizedTest(name = "C-07: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            create table social.diary (writer uuid references users.users on delete cascade)      | social.diary names people and is not exported
            create table reco.moods (user_id uuid)                                                 | reco.moods names people and is not exported
            drop policy exported on swipes.swipes                                                  | ANNA gets 0 rows of swipes.swipes, not 1
            drop policy exported on users.devices                                                  | ANNA gets 0 rows of users.devices, not 1
            alter table social.read_cursors add invited_by uuid references users.users; update social.read_cursors set invited_by = '01990000-0000-7000-8000-000000000001' | FAY gets 0 rows of social.read_cursors, not 1
            """)
    void what_is_forgotten_is_found(String mutation, String finding) throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run(mutation);
            var findings = new Exports(db).findings();
            assertTrue(findings.contains(finding), () -> "found only " + findings);
        }
    }

    @Test
    @DisplayName("C-07: of others there are ids that the person knows, and neither names nor mail addresses")
    void others_are_ids_at_most() throws SQLException {
        try (var db = Postgres.told().begin()) {
            for (var person : People.values()) {
                var text = new Exports(db).text(person);
                for (var other : People.values()) {
                    var name =
                            other.name().charAt(0) + other.name().substring(1).toLowerCase(Locale.ROOT);
                    assertEquals(other == person, text.contains(name), person + " is given the name of " + other);
                    assertEquals(
                            other == person,
                            text.contains(name.toLowerCase(Locale.ROOT) + "@x.com"),
                            person + " is given the mail address of " + other);
                }
            }
        }
    }

    @Test
    @DisplayName("C-07: nobody learns from it who blocked them or declined them")
    void blocks_and_refusals_stay_with_their_authors() throws SQLException {
        try (var db = Postgres.told().begin()) {
            var exports = new Exports(db);
            assertEquals(Set.of(), peopleIn(exports.text(People.BEN), People.BEN));
            assertEquals(Set.of(), peopleIn(exports.text(People.SAM), People.SAM));
            assertEquals(Set.of("ANNA"), peopleIn(exports.text(People.XENIA), People.XENIA));
            assertEquals(
                    Set.of("FAY", "IAN", "GIL", "BEN", "SAM"),
                    peopleIn(exports.text(People.ANNA), People.ANNA),
                    "friends, whom she invited, whom she blocked, whom she declined");
        }
    }

    @Test
    @DisplayName("C-07: no secret is in it, and what is sealed says what it is bound to")
    void secrets_are_left_out() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run(Story.named("update users.users set birth_date_cipher = '\\x0102' where id = :anna"));
            db.run(Story.named("update events.attendance set notes_cipher = '\\x0304' where id = :anna"));

            var text = new Exports(db).text(People.ANNA);

            for (var secret : List.of("_hash\":", "hmac\":", "_cipher\":", "\"hash\"", "\\\\x")) {
                assertFalse(text.contains(secret), secret + " is in " + text);
            }
            assertEquals(
                    List.of(
                                    "{\"row\": \"%1$s\", \"table\": \"attendance\", \"column\": \"notes\", \"keyset\": \"attendance-notes\","
                                            + " \"sealed\": \"AwQ=\"}",
                                    "{\"row\": \"%1$s\", \"table\": \"users.users\", \"column\": \"birth_date_cipher\", \"keyset\": \"aead\","
                                            + " \"sealed\": \"AQI=\"}")
                            .stream()
                            .map(cell -> cell.formatted(People.ANNA.id()))
                            .toList(),
                    db.column("select jsonb_path_query('%s'::jsonb, '$.events.attendance[*].notes')".formatted(text)
                            + " union all select jsonb_path_query('%s'::jsonb, '$.users.users[*].birth_date')"
                                    .formatted(text)));
        }
    }

    @Test
    @DisplayName("C-07: only the worker of user-service exports")
    void nobody_else_exports() throws SQLException {
        try (var db = Postgres.told().begin()) {
            for (var service : ServiceRole.values()) {
                db.as(service.role(), People.ANNA.id());
                assertEquals("42501", db.attempt(Story.named(EXPORT)), service.role());
                db.asWorker(service.role());
                var expected = service == ServiceRole.USERS ? "-1" : "42501";
                assertEquals(expected, db.attempt(Story.named(EXPORT)), service.role() + " as worker");
            }
        }
    }

    private static Set<String> peopleIn(String text, People but) {
        return Stream.of(People.values())
                .filter(person -> person != but && text.contains(person.id().toString()))
                .map(People::name)
                .collect(Collectors.toSet());
    }
}
