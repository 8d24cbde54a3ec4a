package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/** What the plan's tables accepted (spec A.0), and what callers may not do to rows they can see. */
class ConstraintsTest {

    private static final String EVENT =
            "insert into events.events (id, title, date_time, location_name, category, source, %s)"
                    + " values (gen_random_uuid(), 'T', now(), 'L', 'music', 's', %s)";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            D3  | 23505 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :fay), greatest(:anna, :fay), :fay)
            D3  | 23514 | insert into social.friendships (id, low, high, requested_by) values (:jazz, greatest(:anna, :sam), least(:anna, :sam), :sam)
            D3  | 23514 | insert into social.friendships (id, low, high, requested_by) values (:jazz, :sam, :sam, :sam)
            D3  | 23514 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :sam), greatest(:anna, :sam), :pat)
            D3  | 23514 | update social.friendships set status = 'blocked'
            D4  | 23505 | insert into users.users (id, email) values (gen_random_uuid(), 'ANNA@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), '"anna"@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'anna(a)@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'Anna<anna@x.com>')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'a,anna@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'a;anna@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'a:x@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'an\\na@x.com')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'anna@[127.0.0.1]')
            D4  | 23514 | insert into users.users (id, email) values (gen_random_uuid(), 'anna@x.com(a)')
            D5  | 23505 | insert into reco.learned_preferences (user_id, facet, value) values (:fay, 'category', 'music')
            D5  | 23502 | insert into reco.learned_preferences (user_id, facet, value) values (:fay, 'time', null)
            D5  | 23514 | insert into reco.learned_preferences (user_id, facet, value, score) values (:fay, 'tag', 'x', 1.01)
            D6  | 23505 | insert into events.source_listings (source, external_id, event_id, raw_hash, listing) values ('nyc_parks', '1', :party, '', '{}')
            D11 | 23514 | update social.groups set max_members = 1
            R-SRC-6 | 23505 | insert into ingestion.quarantine (id, source, run_id, reason) values (:anna, 'nyc_parks', :jazz, 'no date')
            R-EVT-3 | 22023 | update events.events set time_zone = 'Mars/Olympus'
            D13 | 23505 | insert into ingestion.sources (id, source_name, kind) values (gen_random_uuid(), 'nyc_parks', 'nyc-parks')
            D13 | 23514 | update ingestion.sources set sync_status = 'banana'
            R-SRC-2 | 23514 | update ingestion.sources set requests_per_hour = 0
            R-SRC-5 | 23514 | update ingestion.sources set key_name = 'S3cret=='
            R-USR-3 | 23514 | update users.users set full_name = E'Anna\\nBcc: x'
            R-USR-6 | 23514 | update users.users set privacy_level = 'friends'
            R-USR-7 | 23514 | update users.users set preferences = jsonb_build_object('a', repeat('x', 16384))
            R-USR-15 | 23514 | insert into users.users (id, email, roles) values (gen_random_uuid(), 'r@x.com', '{user,root}')
            R-USR-15 | 23505 | insert into users.consents (id, user_id, kind, version) values (gen_random_uuid(), :anna, 'terms', '2')
            R-NOT-1 | 23514 | update notifications.notifications set type = 'gossip'
            R-NOT-2 | 23514 | update notifications.notifications set data = jsonb_build_object('a', repeat('x', 2048))
            R-NOT-7 | 23505 | insert into notifications.notifications (id, user_id, type, title, message, dedupe_key) values (:jazz, :fay, 'digest', 'T', 'M', 'friend_request from anna')
            R-SWP-1 | 23505 | insert into swipes.swipes (id, user_id, event_id, direction, client_swipe_id, swiped_at) values (:jazz, :anna, :jazz, 'left', :anna, now())
            R-SWP-1 | 23514 | insert into swipes.swipes (id, user_id, client_swipe_id, swiped_at) values (:jazz, :anna, :jazz, now())
            R-SWP-1 | 23514 | insert into swipes.swipes (id, user_id, event_id, client_swipe_id, swiped_at) values (:jazz, :anna, :jazz, :jazz, now())
            R-SWP-2 | 23514 | update swipes.current_swipes set direction = 'back'
            R-GRP-7 | 23514 | insert into social.group_invites (id, group_id, inviter, token_hash, expires_at) values (gen_random_uuid(), :group, :anna, '', now() + interval '15 days')
            R-GRP-9 | 23514 | update social.group_plans set quorum = 'n'
            R-GRP-9 | 23505 | insert into social.group_plans (id, group_id, event_id, proposed_by) values (:sam, :group, :jazz, :fay)
            R-GRP-8 | 23514 | update social.message_reports set reason = 'dull'
            R-GRP-8 | 23505 | insert into social.group_messages (id, group_id, author, client_msg_id, body) values (:jazz, :group, :anna, :anna, 'again')
            R-ATT-1 | 23505 | insert into events.attendance (id, event_id, user_id) values (gen_random_uuid(), :jazz, :anna)
            C.5 | 23505 | insert into users.refresh_tokens (id, session_id, user_id, token_hash, expires_at) values (gen_random_uuid(), :draft, :anna, 'b', now())
            """)
    void is_refused(String probe, String sqlState, String sql) throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(sqlState, db.attempt(Story.named(sql)), probe);
        }
    }

    @ParameterizedTest(name = "D7: {0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            end_time                                | now() - interval '1 hour'
            price_known, price_min, price_max       | true, 500, 400
            price_known, price_min                  | true, -1
            price_known, price_min                  | false, 0
            price_known                             | true
            transit_score                           | 99
            transit_score                           | 0
            latitude, longitude                     | 95, 0
            latitude, longitude                     | 0, 181
            latitude                                | 40
            capacity                                | -5
            capacity                                | 0
            capacity, current_attendees             | 10, 11
            current_attendees                       | -1
            metadata                                | jsonb_build_object('a', repeat('x', 16384))
            moderation_status                       | 'fine'
            schedule_status                         | 'off'
            image_url                               | 'http://x.com/a.png'
            external_url                            | 'javascript:alert(1)'
            currency                                | 'usd'
            borough                                 | 'Jersey'
            """)
    void an_impossible_event_is_refused(String columns, String values) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals("23514", db.attempt(EVENT.formatted(columns, values)));
        }
    }

    @Test
    @DisplayName("D10: what a person posts waits for a moderator, and is not free because its price is unknown")
    void an_event_starts_pending_and_of_unknown_price() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals("1", db.attempt(EVENT.formatted("tags", "'{}'")));
            assertEquals(
                    "pending f f 0",
                    db.text("select concat_ws(' ', moderation_status, price_known, is_free, current_attendees)"
                            + " from events.events"));
        }
    }

    @Test
    @DisplayName("D12: every updated_at moves with its row")
    void every_updated_at_moves() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals("", String.join(", ", db.column("""
                                    select attrelid::regclass from pg_attribute join pg_class on oid = attrelid
                                     where attname = 'updated_at' and relkind in ('r', 'p')
                                       and not exists (select from pg_trigger
                                                        where tgrelid = attrelid and tgfoid = 'godo.touch'::regproc)
                                    """)));
            db.run("alter table users.users disable trigger touch");
            db.run("update users.users set updated_at = 'yesterday'");
            db.run("alter table users.users enable trigger touch");
            db.run("update users.users set locale = 'fr'");
            assertEquals(0, db.number("select count(*) from users.users where updated_at < now()"));
        }
    }

    @Test
    @DisplayName("R-USR-2: what was proven of one mailbox is not proven of the next")
    void another_mailbox_is_not_proven() throws SQLException {
        try (var db = Postgres.told().begin()) {
            var verified = "select count(email_verified_at) from users.users where id = :anna";
            db.asWorker("godo_users");
            db.run(Story.named("update users.users set email_verified_at = now() where id = :anna"));
            db.run(Story.named("update users.users set email = 'Anna@X.com' where id = :anna"));
            assertEquals(1, db.number(Story.named(verified)));
            db.run(Story.named("update users.users set email = 'ann@x.com' where id = :anna"));
            assertEquals(0, db.number(Story.named(verified)));
        }
    }

    @Test
    @DisplayName("D17: no column holds a time without a zone")
    void every_time_has_a_zone() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals(
                    "",
                    String.join(
                            ", ",
                            db.column("select table_name || '.' || column_name from information_schema.columns"
                                    + " where data_type = 'timestamp without time zone'"
                                    + " and table_schema not in ('pg_catalog', 'information_schema')"
                                    + " and table_name <> 'flyway_schema_history'")));
        }
    }
}
