-- All that is kept of a person, row by row: what somebody has done for years fits into no single value, and into no memory. Each
-- schema says what of its rows is theirs, as before: of others there are ids that the person knows anyway, and nothing that they
-- shall not learn. A table begins with a row without content, so that one without rows is named, too; all rows of a table come one
-- after another, which is why nothing here is done in parallel. What somebody has of events is little: events.export_of goes on
-- saying it as one value.

create function users.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    select 'users', null::jsonb union all
    (select 'users', to_jsonb(t) - 'birth_date_cipher' - 'email_key' || jsonb_build_object(
            'birth_date', godo.sealed('aead', 'users.users', 'birth_date_cipher', t.id, t.birth_date_cipher))
        from users.users as t where t.id = person)
    union all
    select 'credentials', null::jsonb union all
    (select 'credentials', jsonb_build_object('changed_at', t.changed_at)
        from users.credentials as t where t.user_id = person)
    union all
    select 'sessions', null::jsonb union all
    (select 'sessions', to_jsonb(t) - 'device_hash'
        from users.sessions as t where t.user_id = person order by t.created_at, t.id)
    union all
    select 'refresh_tokens', null::jsonb union all
    (select 'refresh_tokens', to_jsonb(t) - 'token_hash' - 'successor_cipher'
        from users.refresh_tokens as t where t.user_id = person order by t.issued_at, t.id)
    union all
    select 'devices', null::jsonb union all
    (select 'devices', to_jsonb(t) - 'token_hmac' - 'token_hmac_key_id' - 'token_cipher' || jsonb_build_object(
            'token', godo.sealed('aead', 'users.devices', 'token_cipher', t.id, t.token_cipher))
        from users.devices as t where t.user_id = person order by t.created_at, t.id)
    union all
    select 'phones', null::jsonb union all
    (select 'phones', to_jsonb(t) - 'hmac' - 'hmac_key_id' - 'cipher' || jsonb_build_object(
            'number', godo.sealed('aead', 'users.phones', 'cipher', t.user_id, t.cipher))
        from users.phones as t where t.user_id = person)
    union all
    select 'consents', null::jsonb union all
    (select 'consents', to_jsonb(t)
        from users.consents as t where t.user_id = person order by t.granted_at, t.id)
    union all
    select 'email_tokens', null::jsonb union all
    (select 'email_tokens', to_jsonb(t) - 'token_hash' - 'tries'
        from users.email_tokens as t where t.user_id = person order by t.created_at, t.id)
    union all
    select 'role_changes', null::jsonb union all
    (select 'role_changes', to_jsonb(t) - 'changed_by'
        from users.role_changes as t where t.user_id = person order by t.changed_at, t.id)
    union all
    select 'phone_codes', null::jsonb union all
    (select 'phone_codes', to_jsonb(t) - 'hmac' - 'cipher' - 'code_hash' - 'tries' || jsonb_build_object(
            'number', godo.sealed('aead', 'users.phones', 'cipher', t.user_id, t.cipher))
        from users.phone_codes as t where t.user_id = person);
end;

create function swipes.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    select 'swipes', null::jsonb union all
    (select 'swipes', to_jsonb(t)
        from swipes.swipes as t where t.user_id = person order by t.received_at, t.id)
    union all
    select 'current_swipes', null::jsonb union all
    (select 'current_swipes', to_jsonb(t)
        from swipes.current_swipes as t where t.user_id = person order by t.swiped_at, t.swipe_id)
    union all
    select 'ical_tokens', null::jsonb union all
    (select 'ical_tokens', to_jsonb(t) - 'token_hash'
        from swipes.ical_tokens as t where t.user_id = person order by t.created_at, t.id);
end;

create function social.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    select 'friendships', null::jsonb union all
    (select 'friendships', to_jsonb(t) - 'low' - 'high' || jsonb_build_object(
            'user_id', case when t.low = person then t.high else t.low end)
        from social.friendships as t where person in (t.low, t.high) order by t.created_at, t.id)
    union all
    -- not those of whom the person is the blocked or declined one: they never learn of it
    select 'blocks', null::jsonb union all
    (select 'blocks', to_jsonb(t)
        from social.blocks as t where t.blocker = person order by t.created_at, t.blocked)
    union all
    select 'declined_requests', null::jsonb union all
    (select 'declined_requests', to_jsonb(t)
        from social.declined_requests as t where t.decliner = person order by t.declined_at, t.requester)
    union all
    select 'request_allowances', null::jsonb union all
    (select 'request_allowances', to_jsonb(t)
        from social.request_allowances as t where t.user_id = person)
    union all
    select 'groups', null::jsonb union all
    (select 'groups', to_jsonb(t) - 'last_seq'
        from social.groups as t where t.created_by = person order by t.created_at, t.id)
    union all
    select 'group_members', null::jsonb union all
    (select 'group_members', to_jsonb(t)
        from social.group_members as t where t.user_id = person order by t.joined_at, t.group_id)
    union all
    select 'group_invites', null::jsonb union all
    (select 'group_invites', to_jsonb(t) - 'token_hash'
        from social.group_invites as t where person in (t.inviter, t.invitee) order by t.created_at, t.id)
    union all
    select 'group_messages', null::jsonb union all
    (select 'group_messages', to_jsonb(t)
        from social.group_messages as t where t.author = person order by t.created_at, t.id)
    union all
    select 'read_cursors', null::jsonb union all
    (select 'read_cursors', to_jsonb(t)
        from social.read_cursors as t where t.user_id = person order by t.group_id)
    union all
    select 'group_plans', null::jsonb union all
    (select 'group_plans', to_jsonb(t)
        from social.group_plans as t where t.proposed_by = person order by t.created_at, t.id)
    union all
    select 'group_votes', null::jsonb union all
    (select 'group_votes', to_jsonb(t)
        from social.group_votes as t where t.user_id = person order by t.created_at, t.plan_id);
end;

create function reco.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    select 'learned_preferences', null::jsonb union all
    (select 'learned_preferences', to_jsonb(t)
        from reco.learned_preferences as t where t.user_id = person order by t.facet, t.value)
    union all
    select 'user_sensitivities', null::jsonb union all
    (select 'user_sensitivities', to_jsonb(t)
        from reco.user_sensitivities as t where t.user_id = person)
    union all
    select 'impressions', null::jsonb union all
    (select 'impressions', to_jsonb(t)
        from reco.impressions as t where t.user_id = person order by t.shown_at, t.id);
end;

create function notifications.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    -- what is told of somebody has their name in its words: that somebody is left as an id
    select 'notifications', null::jsonb union all
    (select 'notifications', to_jsonb(t) - 'dedupe_key'
            - case when t.data ->> 'user_id' is null then '{}' else '{title,message}' end::text[]
        from notifications.notifications as t where t.user_id = person order by t.created_at, t.id)
    union all
    select 'deliveries', null::jsonb union all
    (select 'deliveries', to_jsonb(t)
        from notifications.deliveries as t where t.user_id = person order by t.created_at, t.id)
    union all
    select 'settings', null::jsonb union all
    (select 'settings', to_jsonb(t)
        from notifications.settings as t where t.user_id = person);
end;

-- (schema/table, row), for the worker of user-service; from nobody else's hands, and of nobody for anybody else.
create function users.export_rows(person uuid) returns table (file text, content jsonb)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker exports';
    end if;
    return query
        select 'events/' || its.tbl, one.content
          from jsonb_each(events.export_of(person)) as its (tbl, contents)
          left join jsonb_array_elements(its.contents) with ordinality as one (content, nth) on true
         order by its.tbl, one.nth;
    return query select 'notifications/' || one.tbl, one.content from notifications.exported_rows(person) as one;
    return query select 'reco/' || one.tbl, one.content from reco.exported_rows(person) as one;
    return query select 'social/' || one.tbl, one.content from social.exported_rows(person) as one;
    return query select 'swipes/' || one.tbl, one.content from swipes.exported_rows(person) as one;
    return query select 'users/' || one.tbl, one.content from users.exported_rows(person) as one;
end
$$;
grant execute on function users.export_rows(uuid) to godo_users;

-- What versions before this one ask; it goes when none of them runs any more.
create or replace function users.export_of_everything(person uuid) returns jsonb
    language sql stable security definer
    set search_path = ''
begin atomic
    select jsonb_object_agg(home, tables)
    from (
        select split_part(file, '/', 1) as home, jsonb_object_agg(split_part(file, '/', 2), contents) as tables
        from (
            select file, coalesce(jsonb_agg(content order by nth) filter (where content is not null), '[]') as contents
            from users.export_rows(person) with ordinality as one (file, content, nth)
            group by file) as files
        group by 1) as homes;
end;

drop function users.export_of(uuid), swipes.export_of(uuid), social.export_of(uuid), reco.export_of(uuid),
    notifications.export_of(uuid);
