-- All that is kept of a person, for that person: each schema says what of its rows is theirs. Of others there are ids that the
-- person knows anyway, and nothing that they shall not learn: who blocked or declined them, what others wrote or were told.
-- Secrets and proofs are left out. A table that names people and is not here is found by ExportTest.

-- The worker reads these through the functions below, which read as the owner.
create procedure godo.exported(variadic tables regclass[])
    language plpgsql
as $$
declare
    tbl regclass;
begin
    foreach tbl in array tables loop
        execute format(
            'create policy exported on %s for select to godo_owner using ((select godo.is_worker()))', tbl);
    end loop;
end
$$;

-- What only the keys outside the database open: the ciphertext, and what it is bound to (keyset, table|column|row).
create function godo.sealed(keyset text, tbl text, col text, id uuid, cipher bytea) returns jsonb
    language sql immutable parallel safe
    set search_path = ''
    return case when cipher is not null then jsonb_build_object(
        'sealed', translate(encode(cipher, 'base64'), E'\n', ''), 'keyset', keyset, 'table', tbl, 'column', col, 'row', id) end;

-- sessions are readable by definers already, for those that have ended
call godo.exported('users.credentials', 'users.refresh_tokens', 'users.devices', 'users.phones',
    'users.consents', 'users.email_tokens', 'users.role_changes', 'users.phone_codes');
create function users.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'users', array(
            select to_jsonb(t) - 'birth_date_cipher' - 'email_key' || jsonb_build_object(
                       'birth_date', godo.sealed('aead', 'users.users', 'birth_date_cipher', t.id, t.birth_date_cipher))
              from users.users as t where t.id = person),
        'credentials', array(
            select jsonb_build_object('changed_at', t.changed_at) from users.credentials as t where t.user_id = person),
        'sessions', array(
            select to_jsonb(t) - 'device_hash' from users.sessions as t where t.user_id = person order by t.created_at, t.id),
        'refresh_tokens', array(
            select to_jsonb(t) - 'token_hash' - 'successor_cipher'
              from users.refresh_tokens as t where t.user_id = person order by t.issued_at, t.id),
        'devices', array(
            select to_jsonb(t) - 'token_hmac' - 'token_cipher' || jsonb_build_object(
                       'token', godo.sealed('aead', 'users.devices', 'token_cipher', t.id, t.token_cipher))
              from users.devices as t where t.user_id = person order by t.created_at, t.id),
        'phones', array(
            select to_jsonb(t) - 'hmac' - 'hmac_key_id' - 'cipher' || jsonb_build_object(
                       'number', godo.sealed('aead', 'users.phones', 'cipher', t.user_id, t.cipher))
              from users.phones as t where t.user_id = person),
        'consents', array(select to_jsonb(t) from users.consents as t where t.user_id = person order by t.granted_at, t.id),
        'email_tokens', array(
            select to_jsonb(t) - 'token_hash' - 'tries'
              from users.email_tokens as t where t.user_id = person order by t.created_at, t.id),
        'role_changes', array(
            select to_jsonb(t) - 'changed_by'
              from users.role_changes as t where t.user_id = person order by t.changed_at, t.id),
        'phone_codes', array(
            select to_jsonb(t) - 'hmac' - 'cipher' - 'code_hash' - 'tries' || jsonb_build_object(
                       'number', godo.sealed('aead', 'users.phones', 'cipher', t.user_id, t.cipher))
              from users.phone_codes as t where t.user_id = person));

create function events.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'events', array(
            select to_jsonb(t) from events.events as t where t.created_by_user_id = person order by t.created_at, t.id),
        'attendance', array(
            select to_jsonb(t) - 'notes_cipher' - 'waitlist_place' || jsonb_build_object(
                       'notes', godo.sealed('attendance-notes', 'attendance', 'notes', t.id, t.notes_cipher))
              from events.attendance as t where t.user_id = person order by t.created_at, t.id));

call godo.exported('swipes.swipes', 'swipes.ical_tokens');
create function swipes.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'swipes', array(select to_jsonb(t) from swipes.swipes as t where t.user_id = person order by t.received_at, t.id),
        'current_swipes', array(
            select to_jsonb(t) from swipes.current_swipes as t where t.user_id = person order by t.swiped_at, t.swipe_id),
        'ical_tokens', array(
            select to_jsonb(t) - 'token_hash' from swipes.ical_tokens as t where t.user_id = person order by t.created_at, t.id));

call godo.exported('social.declined_requests', 'social.request_allowances', 'social.group_messages', 'social.read_cursors');
create function social.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'friendships', array(
            select to_jsonb(t) - 'low' - 'high' || jsonb_build_object(
                       'user_id', case when t.low = person then t.high else t.low end)
              from social.friendships as t where person in (t.low, t.high) order by t.created_at, t.id),
        -- not those of whom the person is the blocked or declined one: they never learn of it
        'blocks', array(
            select to_jsonb(t) from social.blocks as t where t.blocker = person order by t.created_at, t.blocked),
        'declined_requests', array(
            select to_jsonb(t)
              from social.declined_requests as t where t.decliner = person order by t.declined_at, t.requester),
        'request_allowances', array(
            select to_jsonb(t) from social.request_allowances as t where t.user_id = person),
        'groups', array(
            select to_jsonb(t) - 'last_seq'
              from social.groups as t where t.created_by = person order by t.created_at, t.id),
        'group_members', array(
            select to_jsonb(t) from social.group_members as t where t.user_id = person order by t.joined_at, t.group_id),
        'group_invites', array(
            select to_jsonb(t) - 'token_hash'
              from social.group_invites as t where person in (t.inviter, t.invitee) order by t.created_at, t.id),
        'group_messages', array(
            select to_jsonb(t) from social.group_messages as t where t.author = person order by t.created_at, t.id),
        'read_cursors', array(
            select to_jsonb(t) from social.read_cursors as t where t.user_id = person order by t.group_id),
        'group_plans', array(
            select to_jsonb(t) from social.group_plans as t where t.proposed_by = person order by t.created_at, t.id),
        'group_votes', array(
            select to_jsonb(t) from social.group_votes as t where t.user_id = person order by t.created_at, t.plan_id));

call godo.exported('reco.learned_preferences', 'reco.user_sensitivities', 'reco.impressions');
create function reco.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'learned_preferences', array(
            select to_jsonb(t) from reco.learned_preferences as t where t.user_id = person order by t.facet, t.value),
        'user_sensitivities', array(
            select to_jsonb(t) from reco.user_sensitivities as t where t.user_id = person),
        'impressions', array(
            select to_jsonb(t) from reco.impressions as t where t.user_id = person order by t.shown_at, t.id));

call godo.exported('notifications.deliveries', 'notifications.settings');
create function notifications.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        -- what is told of somebody has their name in its words: that somebody is left as an id
        'notifications', array(
            select to_jsonb(t) - 'dedupe_key'
                       - case when t.data ->> 'user_id' is null then '{}' else '{title,message}' end::text[]
              from notifications.notifications as t where t.user_id = person order by t.created_at, t.id),
        'deliveries', array(
            select to_jsonb(t)
              from notifications.deliveries as t where t.user_id = person order by t.created_at, t.id),
        'settings', array(select to_jsonb(t) from notifications.settings as t where t.user_id = person));

-- {schema: {table: [rows]}}, for the worker of user-service; from nobody else's hands, and of nobody for anybody else.
create function users.export_of_everything(person uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker exports';
    end if;
    return jsonb_build_object(
        'users', users.export_of(person),
        'events', events.export_of(person),
        'swipes', swipes.export_of(person),
        'social', social.export_of(person),
        'reco', reco.export_of(person),
        'notifications', notifications.export_of(person));
end
$$;
grant execute on function users.export_of_everything(uuid) to godo_users;
