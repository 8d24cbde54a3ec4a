-- How a group comes to a decision: a plan is open until enough of the group say yes, or until its votes are closed.
--
--   open -> agreed     yes from all, from more than half, or from n; of the members while votes may still come, of those who
--                      voted once they are closed
--   open -> rejected   closed without that
--   open, agreed -> cancelled   by who proposed it or runs the group, or because the event is
-- A plan that came to nothing may be made anew.
alter table social.group_plans
    add quorum varchar(10) not null default 'majority' check (quorum in ('all', 'majority', 'n')),
    add quorum_n int check (quorum_n between 1 and 500),
    -- the fewest who must find a seat for anybody to go; null is all who said yes
    add at_least int check (at_least between 1 and 500),
    add decided_at timestamptz,
    add check ((quorum = 'n') = (quorum_n is not null));
alter table social.group_plans drop constraint group_plans_group_id_event_id_key;
create unique index group_plans_standing on social.group_plans (group_id, event_id) where state in ('open', 'agreed');
create index group_plans_group on social.group_plans (group_id, created_at desc, id);

-- Only of who is in the group still. How somebody voted stays with them.
create or replace function social.tally(plan uuid) returns table (yes integer, no integer, maybe integer)
    language sql stable security definer
    set search_path = ''
begin atomic
    select count(*) filter (where v.vote = 'yes')::int,
           count(*) filter (where v.vote = 'no')::int,
           count(*) filter (where v.vote = 'maybe')::int
      from social.group_votes as v
      join social.group_plans as p on p.id = v.plan_id
      join social.group_members as m on m.group_id = p.group_id and m.user_id = v.user_id
     where v.plan_id = plan and (godo.is_worker() or social.is_planning(godo.caller(), plan));
end;

grant update (decided_at) on social.group_plans to godo_social;
create policy settled on social.group_plans for update to godo_owner using (true) with check (state in ('agreed', 'rejected'));

-- Decides what can be decided, and says how it stands: settled is whether this was the moment, going who said yes to what was
-- agreed at it. closing: no more votes come.
create function social.settle_plan(plan uuid, closing boolean)
    returns table (state text, settled boolean, yes integer, no integer, maybe integer, going uuid[], fewest integer)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    held social.group_plans%rowtype;
    votes record;
    those int;
    outcome text;
begin
    -- no key: whoever votes has the plan's key in hand, and waits here
    select * into held from social.group_plans as p
     where p.id = plan and (godo.is_worker() or social.is_planning(godo.caller(), plan))
       for no key update;
    if not found then
        return;
    end if;
    select * into votes from social.tally(plan);
    those := case when closing then votes.yes + votes.no + votes.maybe
                  else (select member_count from social.groups where id = held.group_id) end;
    outcome := case
        when held.state <> 'open' then held.state
        when votes.yes > 0 and votes.yes >= case held.quorum
            when 'all' then those when 'majority' then those / 2 + 1 else held.quorum_n end then 'agreed'
        when closing then 'rejected'
        else 'open' end;
    if outcome <> held.state then
        update social.group_plans as p set state = outcome, decided_at = now() where p.id = plan;
    end if;
    return query select outcome, outcome <> held.state, votes.yes, votes.no, votes.maybe,
        case when outcome = 'agreed' and outcome <> held.state then array(
            select v.user_id
              from social.group_votes as v
              join social.group_members as m on m.group_id = held.group_id and m.user_id = v.user_id
             where v.plan_id = plan and v.vote = 'yes'
             order by v.user_id) end,
        coalesce(least(held.at_least, votes.yes), votes.yes);
end
$$;
grant execute on function social.settle_plan(uuid, boolean) to godo_social;
