package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.Locale;

/** What a caller may not do although the service's role may; {@link RowsWritten} tries everything else. */
class RefusedWritesTest {

    @ParameterizedTest(name = "R-06 {0} {1}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            godo_users         | sam   | 42501 | insert into users.users (id, email) values (:jazz, 'new@x.com')
            godo_users         | sam   | 0     | update users.users set full_name = 'Mallory' where id = :anna
            godo_users         | sam   | 42501 | update users.users set roles = '{user,admin}' where id = :sam
            godo_users         | sam   | 42501 | update users.users set email_verified_at = now() where id = :sam
            godo_users         | sam   | 42501 | update users.users set email = 'sammy@x.com' where id = :sam
            godo_users         | sam   | 42501 | update users.users set is_active = false, deactivated_at = now() where id = :sam
            godo_users         | ian   | 42501 | update users.users set is_active = true, deactivated_at = null where id = :ian
            godo_users         | sam   | 42501 | update users.users set version = version + 2 where id = :sam
            godo_users         | sam   | 42501 | update users.users set birth_date_cipher = '' where id = :sam
            godo_users         | sam   | 1     | update users.users set full_name = 'Sammy', version = version + 1 where id = :sam
            godo_users         | sam   | 0     | delete from users.users where id = :sam
            godo_users         | anna  | 0     | update users.credentials set password_hash = 'mine'
            godo_users         | anna  | 42501 | insert into users.email_tokens (id, user_id, purpose, token_hash, expires_at) values (:jazz, :anna, 'verify_email', 'x', now() + interval '1 day')
            godo_users         | anna  | 0     | update users.email_tokens set expires_at = now() + interval '1 day'
            godo_users         | anna  | 42501 | insert into users.refresh_tokens (id, session_id, user_id, token_hash, used_at, expires_at) values (:jazz, :anna, :anna, 'x', now(), now() + interval '1 day')
            godo_users         | anna  | 0     | update users.refresh_tokens set used_at = null
            godo_users         | anna  | 42501 | insert into users.phones (user_id, hmac, hmac_key_id, cipher, verified_at) values (:anna, 'x', 'k', 'x', now())
            godo_users         | anna  | 0     | update users.phones set verified_at = now()
            godo_users         | anna  | 42501 | insert into users.signups (id, email, token_hash, password_hash, birth_date_cipher, expires_at) values (:sam, 'sam@x.com', 'x', 'mine', 'x', now() + interval '1 day')
            godo_users         | anna  | 42501 | insert into users.sessions (id, user_id, expires_at) values (:jazz, :anna, now() + interval '1 day')
            godo_users         | anna  | 42501 | update users.sessions set expires_at = now() + interval '1 year'
            godo_users         | anna  | 42501 | update users.sessions set revoked_at = now(), revoked_reason = 'logout', device_name = 'x'
            godo_users         | anna  | 1     | update users.sessions set revoked_at = now(), revoked_reason = 'logout' where id = :draft
            godo_users         | anna  | 42501 | update users.sessions set revoked_at = null, revoked_reason = null where id = :jazz
            godo_users         | anna  | 0     | delete from users.sessions
            godo_users         | sam   | 42501 | insert into users.credentials values (:fay, 'mine')
            godo_users         | sam   | 0     | update users.sessions set revoked_at = now(), revoked_reason = 'x'
            godo_social        | sam   | 42501 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :sam), greatest(:anna, :sam), :anna)
            godo_social        | sam   | 42501 | insert into social.friendships (id, low, high, requested_by, status, accepted_at) values (:jazz, least(:anna, :sam), greatest(:anna, :sam), :sam, 'accepted', now())
            godo_social        | sam   | 42501 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :fay), greatest(:anna, :fay), :anna)
            godo_social        | ben   | 42501 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :ben), greatest(:anna, :ben), :ben)
            godo_social        | xenia | 42501 | insert into social.friendships (id, low, high, requested_by) values (:jazz, least(:anna, :xenia), greatest(:anna, :xenia), :xenia)
            godo_social        | fay   | 42501 | update social.friendships set requested_by = :fay where requested_by = :anna
            godo_social        | sam   | 0     | delete from social.friendships
            godo_social        | sam   | 42501 | insert into social.blocks values (:fay, :anna)
            godo_social        | ben   | 0     | delete from social.blocks
            godo_social        | fay   | 0     | update social.group_members set role = 'admin' where user_id = :fay
            godo_social        | fay   | 0     | delete from social.group_members where user_id = :anna
            godo_social        | fay   | 0     | update social.groups set name = 'Mine'
            godo_social        | fay   | 0     | delete from social.groups
            godo_social        | fay   | 42501 | insert into social.group_messages (id, group_id, author, client_msg_id, body) values (:jazz, :group, :anna, :jazz, 'forged')
            godo_social        | gil   | 42501 | insert into social.group_invites (id, group_id, inviter, invitee, expires_at) values (:sam, :group, :gil, :sam, now() + interval '1 day')
            godo_social        | gil   | 42501 | insert into social.group_invites (id, group_id, inviter, token_hash, expires_at) values (:sam, :group, :gil, 'x', now() + interval '1 day')
            godo_social        | fay   | 1     | insert into social.group_invites (id, group_id, inviter, token_hash, expires_at) values (:sam, :group, :fay, 'x', now() + interval '1 day')
            godo_social        | anna  | 42501 | insert into social.group_invites (id, group_id, inviter, invitee, expires_at) values (:sam, :group, :anna, :ben, now() + interval '1 day')
            godo_social        | fay   | 42501 | update social.group_messages set body = 'forged' where id = :anna
            godo_social        | fay   | 42501 | update social.group_messages set deleted_at = now() where id = :anna
            godo_social        | fay   | 1     | update social.group_messages set body = '', deleted_at = now() where id = :anna
            godo_social        | gil   | 0     | update social.group_messages set body = '', deleted_at = now() where id = :anna
            godo_social        | gil   | 42501 | insert into social.message_reports (group_id, message_id, user_id, reason) values (:group, :anna, :fay, 'spam')
            godo_social        | sam   | 42501 | insert into social.group_votes values (:jazz, :sam, 'no')
            godo_social        | sam   | 42501 | insert into social.group_plans (id, group_id, event_id, proposed_by) values (:sam, :group, :party, :sam)
            godo_events        | sam   | 42501 | insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id, moderation_status) values (:sam, 'T', now(), 'L', 'music', 'user_generated', :sam, 'approved')
            godo_events        | sam   | 42501 | insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id) values (:sam, 'T', now(), 'L', 'music', 'user_generated', :anna)
            godo_events        | sam   | 42501 | insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id) values (:sam, 'T', now(), 'L', 'music', 'nyc_parks', :sam)
            godo_events        | sam   | 0     | update events.events set title = 'Mine'
            godo_events        | anna  | 42501 | update events.events set moderation_status = 'approved' where id = :draft
            godo_events        | anna  | 42501 | update events.events set is_featured = true where id = :draft
            godo_events        | anna  | 42501 | update events.events set created_by_user_id = :fay where id = :draft
            godo_events        | anna  | 1     | update events.events set moderation_status = 'pending' where id = :party
            godo_events        | sam   | 42501 | insert into events.attendance (id, event_id, user_id) values (:jazz, :jazz, :ben)
            godo_events        | sam   | 42501 | update events.attendance set group_id = :group where user_id = :sam
            godo_events        | sam   | 0     | update events.attendance set status = 'not_going' where user_id <> :sam
            godo_events        | sam   | 42501 | insert into events.source_listings (source, external_id, event_id, raw_hash, listing) values ('s', '2', :jazz, '', '{}')
            godo_swipes        | sam   | 42501 | insert into swipes.current_swipes values (:fay, :jazz, :fay, 'left', now())
            godo_swipes        | sam   | 0     | delete from swipes.swipes
            godo_reco          | sam   | 42501 | insert into reco.user_sensitivities (user_id) values (:anna)
            godo_reco          | sam   | 42501 | insert into reco.models (id, name, version, artifact) values (:sam, 'mine', 1, '')
            godo_ingestion     | sam   | 0     | update ingestion.sources set is_active = false
            godo_notifications | sam   | 0     | update notifications.notifications set read_at = now()
            godo_notifications | sam   | 42501 | insert into notifications.settings (user_id) values (:anna)
            godo_swipes        | sam   | 0     | delete from swipes.outbox
            godo_swipes        | sam   | 42501 | insert into swipes.inbox (consumer, fact_id) values ('c', :jazz)
            godo_swipes        | sam   | 42501 | insert into swipes.idempotency (caller, operation, key, fingerprint) values (:fay, 'o', :jazz, '')
            """)
    void a_foreign_write_is_refused(String role, String person, String outcome, String sql) throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.as(role, People.valueOf(person.toUpperCase(Locale.ROOT)).id());
            assertEquals(outcome, db.attempt(Story.named(sql)));
        }
    }
}
