-- A group decides what to go to.
create table social.group_plans (
    id uuid primary key,
    group_id uuid not null references social.groups on delete cascade,
    event_id uuid not null references events.events on delete cascade,
    proposed_by uuid references users.users on delete set null,
    state varchar(20) not null default 'open' check (state in ('open', 'agreed', 'rejected', 'cancelled')),
    closes_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (group_id, event_id)
);
create index group_plans_event on social.group_plans (event_id);
create index group_plans_proposed_by on social.group_plans (proposed_by);
create index group_plans_closing on social.group_plans (closes_at) where state = 'open';
call godo.touched('social.group_plans');

create table social.group_votes (
    plan_id uuid not null references social.group_plans on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    vote varchar(10) not null check (vote in ('yes', 'no', 'maybe')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (plan_id, user_id)
);
create index group_votes_user on social.group_votes (user_id);
call godo.touched('social.group_votes');

create function social.is_planning(person uuid, plan uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return exists (
        select from social.group_plans as p
          join social.group_members as m on m.group_id = p.group_id
         where p.id = plan and m.user_id = person);

-- Counts only: how somebody voted stays with them.
create function social.tally(plan uuid) returns table (yes integer, no integer, maybe integer)
    language sql stable security definer
    set search_path = ''
begin atomic
    select count(*) filter (where vote = 'yes')::int,
           count(*) filter (where vote = 'no')::int,
           count(*) filter (where vote = 'maybe')::int
      from social.group_votes
     where plan_id = plan and (godo.is_worker() or social.is_planning(godo.caller(), plan));
end;
grant execute on function social.is_planning(uuid, uuid), social.tally(uuid) to godo_social;

call godo.close_table('social.group_plans');
call godo.worker_policy('social.group_plans', 'godo_social');
call godo.readable_by_definers('social.group_plans', 'social.group_votes');
create policy members_read on social.group_plans for select to godo_social
    using (group_id in (select social.groups_of((select godo.caller()))));
create policy members_propose on social.group_plans for insert to godo_social
    with check (proposed_by = (select godo.caller()) and state = 'open'
        and (select social.is_member((select godo.caller()), group_id)));
create policy proposer_or_admin_changes on social.group_plans for update to godo_social
    using ((proposed_by = (select godo.caller()) and (select social.is_member((select godo.caller()), group_id)))
        or (select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator'));
create policy proposer_or_admin_removes on social.group_plans for delete to godo_social
    using (proposed_by = (select godo.caller())
        or (select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator'));
grant select, insert, delete, update (state, closes_at) on social.group_plans to godo_social;

call godo.close_table('social.group_votes');
call godo.worker_policy('social.group_votes', 'godo_social');
create policy own on social.group_votes to godo_social
    using (user_id = (select godo.caller()))
    with check (user_id = (select godo.caller())
        and (select social.is_planning((select godo.caller()), plan_id)));
grant select, insert, update, delete on social.group_votes to godo_social;
