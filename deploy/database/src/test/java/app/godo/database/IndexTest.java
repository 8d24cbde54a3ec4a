package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/**
 * The queries of the API, as the role and behind the policies that run them. Behind a policy an index serves only
 * leakproof comparisons, so an index that is there is not yet an index that is used. A look-alike stays behind when its query
 * moves on: lists of friends, requests and groups, and the claim of deliveries, are explained as they are by the tests of their services.
 */
class IndexTest {

    @ParameterizedTest(name = "D14: {0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            godo_users         | worker | select * from users.users where email_key = users.mailbox('Anna@X.com')
            godo_users         | worker | delete from users.erased_sessions where until < now()
            godo_users         | worker | delete from users.allowances where since < now()
            godo_users         | worker | delete from users.phone_codes where hmac = '\\x01'
            godo_users         | worker | select * from users.users where id = :anna
            godo_users         | worker | select * from users.refresh_tokens where token_hash = 'x'
            godo_users         | worker | select * from users.refresh_tokens where session_id = :anna and used_at is null
            godo_users         | anna   | select * from users.sessions where user_id = :anna order by last_used_at desc
            godo_users         | worker | select * from users.phones where hmac = any (array['a', 'b']::bytea[])
            godo_social        | anna   | select * from users.people where id = any (array[:fay, :pat])
            godo_social        | anna   | select * from social.blocks where blocker = :anna
            godo_social        | anna   | select * from social.groups where id in (select group_id from social.group_members where user_id = :anna)
            godo_social        | anna   | select * from social.group_members where group_id = :group
            godo_social        | anna   | select * from social.group_messages where group_id = :group and seq < 100 order by seq desc limit 20
            godo_social        | worker | update social.group_invites set state = 'expired' where id in (select id from social.group_invites where state = 'pending' and expires_at <= now() order by expires_at limit 1000 for update skip locked)
            godo_social        | worker | delete from social.group_invites where id in (select id from social.group_invites where state <> 'pending' and created_at < now() - interval '90 days' order by created_at limit 1000)
            godo_social        | worker | select id from social.group_plans where state = 'open' and closes_at <= now() order by closes_at limit 500
            godo_social        | anna   | select id from social.group_plans where group_id = :group and event_id = :jazz and state in ('open', 'agreed')
            godo_social        | anna   | insert into social.group_votes as mine (plan_id, user_id, vote) select id, :anna, 'yes' from social.group_plans where id = :jazz and state = 'open' and closes_at > now() on conflict (plan_id, user_id) do update set vote = excluded.vote where mine.vote <> excluded.vote
            godo_social        | anna   | update social.group_invites set state = 'accepted' where group_id = :group and invitee = :anna and state = 'pending'
            godo_social        | anna   | select * from social.group_messages where group_id = :group and author = :anna and client_msg_id = :anna
            godo_owner         | worker | select i.id, i.group_id from social.group_invites as i where i.token_hash = 'x' and godo.caller() is not null
            godo_owner         | worker | select r.message_id from social.message_reports as r join social.group_messages as m on m.group_id = r.group_id and m.id = r.message_id where r.group_id = :group
            godo_owner         | worker | select g.id from social.groups as g where g.is_active and g.privacy_level <> 'private' and g.name ilike '%jazz%'
            godo_events        | anna   | select * from events.events where id = :jazz
            godo_events        | anna   | select * from events.events where is_active and moderation_status = 'approved' and date_time > now() order by date_time, id limit 20
            godo_events        | anna   | select * from events.events where is_active and moderation_status = 'approved' and category = 'music' and date_time > now() order by date_time limit 20
            godo_events        | worker | select * from events.events where moderation_status = 'pending' order by created_at
            godo_events        | worker | select e.id from events.events as e where e.archived_at is null and e.date_time < now() and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) <= now() order by e.date_time, e.id limit 500
            godo_events        | worker | select * from events.source_listings where source = 'nyc_parks' and external_id = '1'
            godo_events        | anna   | select * from events.attendance where event_id = :jazz and status = 'going'
            godo_events        | anna   | select * from events.attendance where user_id = :anna and event_id = :jazz
            godo_events        | worker | select * from events.attendance where event_id = :jazz and status = 'waitlisted' order by waitlist_place limit 1
            godo_events        | anna   | select a.user_id, person.full_name, a.status from events.attendance as a left join users.people as person on person.id = a.user_id where a.event_id = :jazz and a.status in ('going', 'attended', 'interested', 'maybe') and (a.visibility in ('friends', 'public') or a.user_id = :anna) and (a.status, a.user_id) > ('', :fay) order by a.status, a.user_id limit 21
            godo_events        | worker | select listed.key, listed.raw_hash, listed.day from unnest(array['nyc_parks'], array['1']) as wanted (source, external_id) join events.source_listings as listed on listed.source = wanted.source and listed.external_id = wanted.external_id
            godo_events        | worker | select * from events.source_listings where key = any (cast('{nyc_parks:1}' as text[]))
            godo_events        | worker | select key from events.source_listings where day = current_date order by key
            godo_events        | worker | select id from events.events where id = any (array[:jazz]) or merged_into = any (array[:jazz]) order by id for update
            godo_events        | worker | select * from events.match_rulings where one = any (cast('{nyc_parks:1}' as text[])) or other = any (cast('{nyc_parks:1}' as text[]))
            godo_events        | worker | select * from events.match_reviews where score <= 60 and (score < 60 or (one, other) > ('a', 'b')) order by score desc, one, other limit 21
            godo_owner         | worker | select near.event_id from events.listing_keys as kept join events.source_listings as near on near.number = kept.listing where kept.key = any ('{1,2}') union select :jazz
            godo_events        | anna   | select count(*), min(created_at) from events.events where created_by_user_id = :anna and created_at > now() - interval '1 day' and not exists (select from events.events where created_by_user_id = :anna and moderation_status = 'approved')
            godo_events        | anna   | select card.* from events.trending as hot join events.event_cards as card on card.id = hot.event_id where hot.span = '7d' and card.is_active and card.moderation_status = 'approved' and (hot.heat, hot.event_id) < (1, :jazz) order by hot.heat desc, hot.event_id desc limit 21
            godo_swipes        | anna   | select * from swipes.swipes where user_id = :anna and client_swipe_id = :anna
            godo_swipes        | anna   | select * from swipes.current_swipes join events.event_cards on id = event_id where user_id = :anna and direction = 'right' order by swiped_at desc, swipe_id limit 20
            godo_swipes        | anna   | select card.*, mine.direction as my_swipe, my.status as my_attendance, mine.swipe_id, mine.swiped_at from swipes.current_swipes as mine join events.event_cards as swiped on swiped.id = mine.event_id join events.event_cards as card on card.id = coalesce(swiped.merged_into, swiped.id) left join events.my_attendance as my on my.event_id = card.id and my.user_id = mine.user_id where mine.user_id = :anna and mine.direction = 'right' and not exists (select from swipes.current_swipes as other where other.user_id = :anna and other.event_id <> mine.event_id and other.event_id in (select card.id union all select twin.id from events.event_cards as twin where twin.merged_into = card.id) and (array_position('{left,down,up,right}', other.direction::text), other.swiped_at, other.swipe_id) > (array_position('{left,down,up,right}', mine.direction::text), mine.swiped_at, mine.swipe_id)) and (null::timestamptz is null or card.date_time >= null) and (null::timestamptz is null or card.date_time < null) and (false is null or false = (now() >= events.over_at(card.date_time, card.end_time, card.all_day, card.time_tbd, card.time_zone))) and (now() is null or (card.date_time, mine.swipe_id) > (now(), :anna)) order by card.date_time asc, mine.swipe_id asc limit 21
            godo_swipes        | worker | select user_id, id from swipes.swipes where received_at < now() limit 5000
            godo_swipes        | worker | select * from swipes.ical_tokens where token_hash = 'x'
            godo_swipes        | worker | select * from swipes.outbox where published_at is null order by id limit 100
            godo_swipes        | worker | delete from swipes.outbox where published_at < now()
            godo_swipes        | worker | delete from swipes.inbox where seen_at < now()
            godo_swipes        | worker | delete from swipes.idempotency where created_at < now()
            godo_reco          | anna   | select * from reco.learned_preferences where user_id = :anna
            godo_reco          | worker | select * from reco.models where name = 'forest' and state = 'live'
            godo_reco          | worker | select * from events.event_cards where is_active and moderation_status = 'approved' and schedule_status <> 'cancelled' and date_time > now() - interval '90 days' and (date_time > now() or (all_day or time_tbd) and events.over_at(date_time, end_time, all_day, time_tbd, time_zone) > now())
            godo_ingestion     | worker | select * from ingestion.sources where is_active and next_sync <= now()
            godo_ingestion     | worker | select * from ingestion.listings where source = 'nyc_parks' and external_id = '1'
            godo_ingestion     | worker | select external_id, raw::text, vanished_runs from ingestion.listings where source = 'nyc_parks' and last_seen < now() and vanished_runs < 2 order by external_id for update
            godo_ingestion     | worker | update ingestion.listings set last_seen = now(), vanished_runs = case when vanished_runs >= 2 then vanished_runs else 0 end where source = 'nyc_parks' and external_id = any (cast('{1,2}' as text[])) and last_seen < now()
            godo_ingestion     | worker | select * from ingestion.quarantine where source = 'nyc_parks' order by last_seen desc, id desc limit 20
            godo_ingestion     | worker | select * from ingestion.quarantine where (last_seen, id) < (now(), :anna) order by last_seen desc, id desc limit 20
            godo_ingestion     | worker | delete from ingestion.quarantine where source = 'nyc_parks' and subject = any (cast('{1,2}' as text[]))
            godo_ingestion     | worker | select * from ingestion.sync_runs where source_id = :anna and (started_at, id) < (now(), :anna) order by started_at desc, id desc limit 20
            godo_ingestion     | worker | select id, etag, last_modified from ingestion.payloads where source_id = :anna and md5(asked) = md5('x') and asked = 'x' order by last_fetched desc limit 1
            godo_ingestion     | worker | delete from ingestion.payloads where id in (select id from ingestion.payloads where last_fetched < now() order by last_fetched limit 200)
            godo_ingestion     | worker | select sum(made) from ingestion.requests where source_id = :anna and hour > now() - interval '24 hours'
            godo_notifications | anna   | select * from notifications.notifications where user_id = :anna and id < :fay order by id desc limit 20
            godo_notifications | anna   | select count(*) from notifications.notifications where user_id = :anna and read_at is null
            godo_notifications | worker | select * from notifications.notifications where state = 'queued' and scheduled_for <= now()
            godo_owner         | worker | delete from notifications.notifications where data ->> 'user_id' = '1'
            godo_owner         | worker | select user_id, event_id, direction, swiped_at from swipes.current_swipes where (user_id, event_id) > (:anna, :jazz) and swiped_at >= now() - interval '400 days' and godo.is_worker() order by user_id, event_id limit 5000
            """)
    void is_answered_by_an_index(String role, String who, String query) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.asWorker(role);
            if (who.equals("anna")) {
                db.as(role, People.ANNA.id());
            }
            // tables are empty here: were it not switched off, reading all of one would always be cheapest
            db.run("set local enable_seqscan = off");
            var plan = String.join("\n", db.column("explain " + Story.named(query)));
            assertFalse(plan.contains("Seq Scan"), plan);
        }
    }

    @Test
    void an_index_behind_a_function_that_is_not_leakproof_would_not_be_used() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.run("create index by_mail on users.users (lower(email))");
            db.asWorker("godo_users");
            db.run("set local enable_seqscan = off");
            var plan = String.join("\n", db.column("explain select * from users.users where lower(email) = 'a@x.com'"));
            assertTrue(plan.contains("Seq Scan"), plan);
        }
    }

    @ParameterizedTest
    @DisplayName("a name search is answered by its index, in a function that reads as the owner")
    @CsvSource({"nna, 1", "n, 0", "%%, 0", "Zed, 0"})
    void names_are_searched(String needle, int found) throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("update users.users set discoverable = true");
            db.as("godo_social", People.FAY.id());
            assertEquals(found, db.number("select count(*) from social.search_people('%s', 10)".formatted(needle)));
        }
    }
}
