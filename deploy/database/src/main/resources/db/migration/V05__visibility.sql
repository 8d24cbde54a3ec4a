-- The one rule that says whose rows a person may see, and what follows from it for people.
-- These functions read as the owner, so that a policy may ask them without asking its own table again.

create function social.blocked_between(one uuid, other uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return exists (select from social.blocks where blocker = one and blocked = other)
        or exists (select from social.blocks where blocker = other and blocked = one);

create function social.are_friends(one uuid, other uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return exists (
        select from social.friendships
         where low = least(one, other) and high = greatest(one, other) and status = 'accepted');

create function social.friends_of(person uuid) returns setof uuid
    language sql stable parallel safe security definer
    set search_path = ''
begin atomic
    select high from social.friendships where low = person and status = 'accepted'
    union all
    select low from social.friendships where high = person and status = 'accepted';
end;

-- May one ask the other to be friends? Says no more than that the other is here and no block stands between the two.
create function social.may_ask(one uuid, other uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return exists (select from users.users where id = other and is_active) and not social.blocked_between(one, other);
grant execute on function social.may_ask(uuid, uuid) to godo_social;

-- May viewer see a row of owner that was shared with audience?
-- Blocks beat everything, then oneself, then everyone, then friends. The stricter of the row's audience and the owner's
-- privacy level counts; a word that is not known counts as private.
create function social.visible_to(viewer uuid, owner uuid, audience text) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce(viewer = owner, false) or coalesce((
        select case
                   when not person.is_active then false
                   when social.blocked_between(viewer, owner) then false
                   when audience = 'public' and person.privacy_level = 'public' then true
                   when audience in ('public', 'friends', 'friends_only')
                       and person.privacy_level in ('public', 'friends_only') then social.are_friends(viewer, owner)
                   else false
               end
          from users.users as person
         where person.id = owner and viewer is not null), false);

grant execute on function social.visible_to(uuid, uuid, text), social.blocked_between(uuid, uuid)
    to godo_users, godo_events, godo_swipes, godo_social, godo_reco, godo_notifications;
grant usage on schema social to godo_users, godo_events, godo_swipes, godo_reco, godo_notifications;

-- Friendships: both people see it, the one who asks opens it as pending, the other accepts.
call godo.close_table('social.friendships');
call godo.worker_policy('social.friendships', 'godo_social');
call godo.readable_by_definers('social.friendships', 'social.blocks');
create policy party_reads on social.friendships for select to godo_social
    using (low = (select godo.caller()) or high = (select godo.caller()));
create policy party_asks on social.friendships for insert to godo_social
    with check (requested_by = (select godo.caller()) and status = 'pending'
        and not (select social.blocked_between(low, high)));
create policy party_answers on social.friendships for update to godo_social
    using (low = (select godo.caller()) or high = (select godo.caller()))
    with check ((low = (select godo.caller()) or high = (select godo.caller()))
        and not (select social.blocked_between(low, high)));
create policy party_ends on social.friendships for delete to godo_social
    using (low = (select godo.caller()) or high = (select godo.caller()));
grant select, insert, update, delete on social.friendships to godo_social;

-- The blocked person never learns of it.
call godo.own_rows('social.blocks', 'godo_social', 'blocker');

call godo.own_rows('social.declined_requests', 'godo_social', 'decliner');
create policy asked_before on social.declined_requests for select to godo_social
    using (requester = (select godo.caller()));

call godo.own_rows('social.request_allowances', 'godo_social');

call godo.install('social', 'godo_social');
