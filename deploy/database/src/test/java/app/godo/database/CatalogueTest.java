package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.List;

class CatalogueTest {

    @Test
    @DisplayName("R-01 R-02 R-03 R-04: every object keeps the rules of the catalogue")
    void every_object_keeps_the_rules() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals(List.of(), new Catalogue(db).findings());
        }
    }

    @Test
    void the_catalogue_looks_at_every_schema() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.run("do $$ declare home text; begin foreach home in array array['godo', 'users', 'events', 'swipes',"
                    + " 'social', 'reco', 'ingestion', 'notifications'] loop"
                    + " execute format('create table %I.open_table (id uuid)', home); end loop; end $$");
            assertEquals(8, new Catalogue(db).openTables().size());
        }
    }

    @ParameterizedTest(name = "R-09: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            alter table users.users disable row level security                    | row level security is off
            alter table swipes.swipes_p3 no force row level security              | not forced on the owner
            drop policy migrations on godo.flyway_schema_history                  | no policy
            drop policy own on notifications.notifications_p1                     | policies differ
            create table swipes.notes (id uuid)                                   | no policy
            alter table reco.models owner to godo_reco                            | belongs to godo_reco
            alter role godo_swipes bypassrls                                      | has a power
            alter role godo_owner login                                           | has a power
            grant godo_owner to godo_events                                       | is a member of godo_owner
            grant pg_read_all_data to godo_events                                 | is a member of pg_read_all_data
            create policy all_can on users.phones using (true)                    | is for PUBLIC
            create view events.leak as select * from events.attendance            | is not security_invoker
            create materialized view events.kept as select 1                      | is not security_invoker
            alter function social.visible_to(uuid, uuid, text) reset search_path  | search_path is not pinned
            grant execute on function social.knows(uuid, uuid) to public          | PUBLIC may execute it
            drop index swipes.ical_tokens_user                                    | has no index
            drop index social.blocks_blocked                                      | has no index
            alter table reco.models add user_id uuid                              | refers to nobody
            alter table reco.models add author uuid references users.users        | forbids erasing
            create policy bare on users.phones to godo_users using (user_id = godo.caller())                               | calls godo.caller
            create policy raw on users.phones to godo_users using (user_id::text = current_setting('godo.user_id', true))  | calls current_setting
            create policy by_hmac on users.phones to godo_users using (cipher = (select godo.caller())::text::bytea or user_id = (select godo.caller())); alter table users.phones drop constraint phones_pkey | compares user_id
            """)
    void what_breaks_a_rule_is_found(String mutation, String finding) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.run(mutation);
            var findings = new Catalogue(db).findings();
            assertTrue(findings.stream().anyMatch(found -> found.contains(finding)), () -> "found only " + findings);
        }
    }
}
