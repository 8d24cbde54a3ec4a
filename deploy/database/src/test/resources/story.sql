-- Puts rows into every table the way the services do. "--- role person" says who acts from there on.
-- Every statement has to change exactly one row. :name stands for a person's id; see the enum People.

--- godo_users worker
insert into users.users (id, email, full_name, privacy_level) values (:anna, 'anna@x.com', 'Anna', 'friends_only');
insert into users.users (id, email, full_name, privacy_level) values (:fay, 'fay@x.com', 'Fay', 'friends_only');
insert into users.users (id, email, full_name, privacy_level) values (:pat, 'pat@x.com', 'Pat', 'friends_only');
insert into users.users (id, email, full_name, privacy_level) values (:sam, 'sam@x.com', 'Sam', 'public');
insert into users.users (id, email, full_name, privacy_level) values (:ben, 'ben@x.com', 'Ben', 'friends_only');
insert into users.users (id, email, full_name, privacy_level) values (:xenia, 'xenia@x.com', 'Xenia', 'public');
insert into users.users (id, email, full_name, privacy_level) values (:ian, 'ian@x.com', 'Ian', 'public');
insert into users.users (id, email, full_name, privacy_level) values (:gil, 'gil@x.com', 'Gil', 'friends_only');
insert into users.login_failures (subject) values ('\x01');
insert into users.allowances (subject, spent, since, at, amounts) values ('\x01', 1, now(), array[now()], '{1}');
insert into users.signing_keys (kid, seen_at) values ('k', now());
update users.users set roles = '{user,moderator}' where id = :pat;
insert into users.phone_codes (user_id, hmac, cipher, code_hash, expires_at) values (:anna, '\x01', '\x02', '\x03', now());
insert into users.images (name, url, source_hash)
    values ('0123456789abcdef0123456789abcdef', 'https://x.com/images/0123456789abcdef0123456789abcdef.jpg', '\x01');
insert into users.credentials (user_id, password_hash) values (:anna, 'hash');
insert into users.signups (id, email, token_hash, password_hash, birth_date_cipher, expires_at)
    values (:jazz, 'new@x.com', '\x01', 'hash', '\x02', now());
insert into users.signups (id, email, full_name, token_hash, password_hash, birth_date_cipher, expires_at)
    values (:party, 'Anna@X.com', 'Anna', '\x02', 'hash', '\x02', now());
insert into users.sessions (id, user_id, expires_at) values (:draft, :anna, now());
insert into users.sessions (id, user_id, expires_at) values (:jazz, :anna, now());
insert into users.sessions (id, user_id, expires_at) values (:party, :anna, now());
delete from users.sessions where id = :party;
insert into users.refresh_tokens (id, session_id, user_id, token_hash, expires_at)
    values (:anna, :draft, :anna, '\x01', now());
insert into users.phones (user_id, hmac, hmac_key_id, cipher) values (:anna, '\x01', 'k', '\x02');
insert into users.email_tokens (id, user_id, purpose, token_hash, expires_at)
    values (:anna, :anna, 'verify_email', '\x01', now());
--- godo_users anna
update users.sessions set revoked_at = now(), revoked_reason = 'logout' where id = :jazz;
update users.users set location_neighborhood = 'Astoria' where id = :anna;
insert into users.devices (id, user_id, platform, token_hmac, token_cipher) values (:anna, :anna, 'ios', '\x01', '\x02');
insert into users.consents (id, user_id, kind, version) values (:anna, :anna, 'terms', '1');

--- godo_social anna
insert into social.friendships (id, low, high, requested_by)
    values (:fay, least(:anna::uuid, :fay), greatest(:anna::uuid, :fay), :anna);
--- godo_social fay
update social.friendships set status = 'accepted', accepted_at = now() where id = :fay;
insert into social.friendships (id, low, high, requested_by)
    values (:pat, least(:fay::uuid, :pat), greatest(:fay::uuid, :pat), :fay);
--- godo_social pat
update social.friendships set status = 'accepted', accepted_at = now() where id = :pat;
--- godo_social anna
insert into social.friendships (id, low, high, requested_by)
    values (:ian, least(:anna::uuid, :ian), greatest(:anna::uuid, :ian), :anna);
--- godo_social ian
update social.friendships set status = 'accepted', accepted_at = now() where id = :ian;
--- godo_users worker
update users.users set is_active = false, deactivated_at = now() where id = :ian;
--- godo_social sam
insert into social.friendships (id, low, high, requested_by)
    values (:sam, least(:anna::uuid, :sam), greatest(:anna::uuid, :sam), :sam);
--- godo_social anna
delete from social.friendships where id = :sam;
insert into social.declined_requests (requester, decliner) values (:sam, :anna);
insert into social.blocks (blocker, blocked) values (:anna, :ben);
insert into social.request_allowances (user_id, day, made) values (:anna, current_date, 2);
--- godo_social xenia
insert into social.blocks (blocker, blocked) values (:xenia, :anna);

--- godo_social anna
insert into social.groups (id, name, created_by) values (:group, 'Jazz on Thursdays', :anna);
update social.groups set description = 'Every week' where id = :group;
insert into social.group_invites (id, group_id, inviter, invitee, expires_at)
    values (:fay, :group, :anna, :fay, now() + interval '1 day');
insert into social.group_invites (id, group_id, inviter, invitee, expires_at)
    values (:gil, :group, :anna, :gil, now() + interval '1 day');
--- godo_social fay
insert into social.group_members (group_id, user_id) values (:group, :fay);
update social.group_invites set state = 'accepted' where id = :fay;
--- godo_social gil
insert into social.group_members (group_id, user_id) values (:group, :gil);
update social.group_invites set state = 'accepted' where id = :gil;
--- godo_social anna
update social.group_members set role = 'moderator' where user_id = :fay;
--- godo_social fay
insert into social.group_members (group_id, user_id) values (:group, :pat);
--- godo_social pat
delete from social.group_members where user_id = :pat;
--- godo_social anna
insert into social.groups (id, name, created_by) values (:anna, 'Chess', :anna);
delete from social.groups where id = :anna;
insert into social.group_messages (id, group_id, author, client_msg_id, body) values (:anna, :group, :anna, :anna, 'Hi');
update social.group_messages set body = 'Hello', edited_at = now() where id = :anna;
insert into social.read_cursors (group_id, user_id) values (:group, :anna);
insert into social.group_allowances (user_id, kind, day, made) values (:anna, 'group', current_date, 2);
--- godo_social fay
insert into social.message_reports (group_id, message_id, user_id, reason) values (:group, :anna, :fay, 'spam');

--- godo_events worker
insert into events.venues (id, name) values (:jazz, 'Hall');
insert into events.venue_aliases (venue_id, alias) values (:jazz, 'The Hall');
insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
    values (:jazz, 'Jazz', now() + interval '5 hours', 'Hall', 'music', 'nyc_parks', 'approved');
insert into events.source_listings (source, external_id, event_id, raw_hash, listing, keys)
    values ('nyc_parks', '1', :jazz, '\x01', '{}', '{1,2,2}');
insert into events.trending (span, event_id, heat) values ('7d', :jazz, 1);
insert into events.match_rulings (one, other, is_same, ruled_by) values ('nyc_parks:1', 'ical:1', true, :pat);
insert into events.match_reviews (one, other, score, because) values ('nyc_parks:1', 'ical:2', 60, 'title 50');
insert into events.moderation_log (id, moderator, action, event_id, reason) values (:pat, :pat, 'same', :jazz, 'One evening');
--- godo_events anna
insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id)
    values (:draft, 'Draft', now() + interval '5 hours', 'Home', 'music', 'user_generated', :anna);
insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id)
    values (:party, 'Party', now() + interval '5 hours', 'Home', 'music', 'user_generated', :anna);
insert into events.events (id, title, date_time, location_name, category, source, created_by_user_id)
    values (:anna, 'Mistake', now() + interval '5 hours', 'Home', 'music', 'user_generated', :anna);
update events.events set description = 'Not yet' where id = :draft;
delete from events.events where id = :anna;
--- godo_events worker
update events.events set moderation_status = 'approved' where id = :party;
insert into events.images (name, url, source_hash, remove_after)
    values ('0123456789abcdef0123456789abcdef', 'https://x.com/images/events/0123456789abcdef0123456789abcdef.jpg', '\x01',
        now() + interval '10 minutes');
update events.events set image_url = 'https://x.com/images/events/0123456789abcdef0123456789abcdef.jpg' where id = :party;
insert into events.moderation_log (id, moderator, action, event_id, reason) values (:fay, :pat, 'approve', :party, 'A fine one');
--- godo_events fay
insert into events.attendance (id, event_id, user_id, status, visibility) values (:fay, :jazz, :fay, 'going', 'friends');
insert into events.reports (event_id, user_id, reason) values (:party, :fay, 'spam');
--- godo_events anna
insert into events.appeals (event_id, user_id, words) values (:draft, :anna, 'Look again');
--- godo_events ian
insert into events.attendance (id, event_id, user_id, status, visibility) values (:ian, :jazz, :ian, 'going', 'public');
--- godo_events sam
insert into events.attendance (id, event_id, user_id, status, visibility)
    values (:sam, :jazz, :sam, 'not_going', 'public');
--- godo_events pat
insert into events.attendance (id, event_id, user_id, status) values (:pat, :party, :pat, 'waitlisted');
--- godo_events anna
insert into events.attendance (id, event_id, user_id, visibility) values (:anna, :jazz, :anna, 'public');
update events.attendance set status = 'waitlisted' where id = :anna;
delete from events.attendance where id = :anna;
insert into events.attendance (id, event_id, user_id, visibility, group_id)
    values (:anna, :jazz, :anna, 'public', :group);

--- godo_social anna
insert into social.group_plans (id, group_id, event_id, proposed_by) values (:jazz, :group, :jazz, :anna);
insert into social.group_plans (id, group_id, event_id, proposed_by) values (:party, :group, :party, :anna);
update social.group_plans set state = 'agreed' where id = :jazz;
delete from social.group_plans where id = :party;
--- godo_social fay
insert into social.group_votes (plan_id, user_id, vote) values (:jazz, :fay, 'yes');

--- godo_swipes anna
insert into swipes.swipes (id, user_id, event_id, direction, client_swipe_id, swiped_at)
    values (:anna, :anna, :jazz, 'right', :anna, now());
insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
    values (:anna, :jazz, :anna, 'right', now());
insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
    values (:anna, :party, :anna, 'up', now());
insert into swipes.ical_tokens (id, user_id, token_hash) values (:anna, :anna, '\x01');
--- godo_swipes worker
insert into swipes.pseudonyms (user_id, pseudonym) select :anna, :jazz from swipes.open_archive(now() + interval '1 hour');
insert into swipes.archived_swipes (pseudonym, event_id, direction, swiped_at, received_at)
    values (:jazz, :jazz, 'left', now(), now());
--- godo_reco fay
insert into reco.learned_preferences (user_id, facet, value) values (:fay, 'category', 'music');
insert into reco.user_sensitivities (user_id) values (:fay);
insert into reco.impressions (id, user_id, event_id, deck_id, position, policy_id, propensity)
    values (:fay, :fay, :jazz, :fay, 0, 'popular', 1);
--- godo_reco worker
insert into reco.models (id, name, version, artifact) values (:jazz, 'forest', 1, '\x01');
insert into reco.trainings (id, fence) values (:jazz, 1);
--- godo_ingestion worker
insert into ingestion.sync_runs (id, source_id) select :jazz, id from ingestion.sources;
insert into ingestion.listings (source, external_id, raw, raw_hash) values ('nyc_parks', '1', '{}', '\x01');
insert into ingestion.quarantine (id, source, run_id, reason) values (:jazz, 'nyc_parks', :jazz, 'no date');
insert into ingestion.payloads (id, source_id, asked, body, body_hash) select :jazz, id, 'https://feeds.example/', '[]', '\x01' from ingestion.sources;
insert into ingestion.run_payloads (run_id, position, payload_id) values (:jazz, 0, :jazz);
insert into ingestion.licence_ends (source_id, ended_by, reason) select id, :jazz, 'They said so' from ingestion.sources;
insert into ingestion.requests (source_id, hour, made) select id, date_trunc('hour', now()), 1 from ingestion.sources;
--- godo_notifications fay
insert into notifications.settings (user_id) values (:fay);
--- godo_notifications worker
insert into notifications.notifications (id, user_id, type, title, message, data, dedupe_key)
    values (:fay, :fay, 'friend_request', 'A request', 'Anna asks', jsonb_build_object('user_id', :anna),
        'friend_request from anna');
insert into notifications.deliveries (id, user_id, notification_id, channel) values (:fay, :fay, :fay, 'push');
insert into notifications.arrangements (event_id, version, told, latest) values (:jazz, 1, '{}', '{}');
insert into notifications.reminders (event_id, lead, starts_at) values (:jazz, 'day', '2030-01-01T00:00:00Z');
