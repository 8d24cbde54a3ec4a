-- All that is kept of a person in social: as before, and what they made and reported in groups.
create or replace function social.exported_rows(person uuid) returns table (tbl text, content jsonb)
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
        from social.group_votes as t where t.user_id = person order by t.created_at, t.plan_id)
    union all
    select 'group_allowances', null::jsonb union all
    (select 'group_allowances', to_jsonb(t)
        from social.group_allowances as t where t.user_id = person order by t.kind)
    union all
    select 'message_reports', null::jsonb union all
    (select 'message_reports', to_jsonb(t)
        from social.message_reports as t where t.user_id = person order by t.created_at, t.message_id);
end;
