-- Who finds a group, who joins it, who invites, and how a link is used. Three questions, one word:
--
--                       private              friends_only                          public
--   finds it            members, invited     these and friends of its admins       everyone
--   sees its members    members              members                               members
--   joins it            invited              who finds it                          who finds it
--   invites people      admins, moderators   members                               members
--   makes links         admins, moderators   admins, moderators                    admins, moderators
--
-- A block between somebody and an admin hides the group from whom is not in it, a block of the inviter undoes the invite.
-- What was put away is for its members.

create or replace function social.sees_group(viewer uuid, grp uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce((
        select social.is_member(viewer, g.id)
            or (g.is_active
                and not exists (
                    select from social.group_members as a
                     where a.group_id = g.id and a.role = 'admin' and social.blocked_between(viewer, a.user_id))
                and (g.privacy_level = 'public'
                    or (g.privacy_level = 'friends_only' and exists (
                        select from social.group_members as a
                         where a.group_id = g.id and a.role = 'admin' and social.are_friends(viewer, a.user_id)))
                    or exists (
                        select from social.group_invites as i
                         where i.group_id = g.id and i.invitee = viewer and i.state = 'pending' and i.expires_at > now()
                           and social.is_member(i.inviter, g.id) and not social.blocked_between(viewer, i.inviter))))
          from social.groups as g
         where g.id = grp and viewer is not null), false);

-- The creator by column only as long as nobody is in the group: that is the row that is being inserted.
drop policy found on social.groups;
create policy found on social.groups for select to godo_social
    using ((created_by = (select godo.caller()) and member_count = 0 and is_active)
        or (select social.sees_group((select godo.caller()), id)));

-- anybody: by a link, and not one person
create function social.may_invite(person uuid, grp uuid, anybody boolean) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce((
        select g.is_active and (m.role in ('admin', 'moderator') or (g.privacy_level <> 'private' and not anybody))
          from social.groups as g
          join social.group_members as m on m.group_id = g.id
         where g.id = grp and m.user_id = person), false);
grant execute on function social.may_invite(uuid, uuid, boolean) to godo_social;

drop policy invites on social.group_invites;
create policy invites on social.group_invites for insert to godo_social
    with check (inviter = (select godo.caller()) and state = 'pending'
        and (select social.may_invite((select godo.caller()), group_id, invitee is null))
        and (invitee is null or (select social.may_ask((select godo.caller()), invitee))));

-- One link a person and group: another takes its place.
create unique index group_invites_link on social.group_invites (group_id, inviter)
    where state = 'pending' and token_hash is not null;
create index group_invites_over on social.group_invites (expires_at) where state = 'pending';
create index group_invites_old on social.group_invites (created_at) where state <> 'pending';

-- As before, and a link may be used.
create or replace function social.guard_invite() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker()
        or (old.state = 'pending' and new.uses_left = old.uses_left
            and new.state in ('accepted', 'declined') and old.invitee = godo.caller())
        or (old.state = 'pending' and new.uses_left = old.uses_left
            and new.state = 'revoked' and old.invitee is distinct from godo.caller())
        -- social.join_by_link
        or (current_user = 'godo_owner' and old.state = 'pending' and old.token_hash is not null
            and new.uses_left = old.uses_left - 1 and new.state in ('pending', 'accepted'))
    then
        return new;
    end if;
    raise insufficient_privilege using message = 'an invite is answered by its invitee or revoked by the others, once';
end
$$;
create policy link_used on social.group_invites for update to godo_owner
    using (token_hash is not null) with check (token_hash is not null);

-- Takes the caller into the group of a link, and says which that is and whether they are new there. No row: there is no such
-- link for the caller, or none any longer. A link is its maker's word: it goes with their right to make one.
create function social.join_by_link(hash bytea) returns table (group_id uuid, is_new boolean)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    link uuid;
    grp uuid;
begin
    select i.id, i.group_id into link, grp
      from social.group_invites as i
     where i.token_hash = hash and godo.caller() is not null;
    perform from social.groups as g where g.id = grp for no key update;
    if social.is_member(godo.caller(), grp) then
        return query select grp, false;
        return;
    end if;
    update social.group_invites as i
       set uses_left = i.uses_left - 1,
           state = case i.uses_left when 1 then 'accepted' else i.state end,
           responded_at = now()
     where i.id = link and i.state = 'pending' and i.uses_left > 0 and i.expires_at > now()
       and social.may_invite(i.inviter, i.group_id, true)
       and not social.blocked_between(godo.caller(), i.inviter)
       and not exists (
           select from social.group_members as a
            where a.group_id = i.group_id and a.role = 'admin' and social.blocked_between(godo.caller(), a.user_id));
    if found then
        insert into social.group_members (group_id, user_id) values (grp, godo.caller());
        return query select grp, true;
    end if;
end
$$;
grant execute on function social.join_by_link(bytea) to godo_social;

-- Groups by a part of their name, the newest first. A function, because behind a policy a search could not use its index.
create index groups_named on social.groups using gin (name godo.gin_trgm_ops) where is_active and privacy_level <> 'private';
create function social.find_groups(needle text, made timestamptz, last uuid, most integer)
    returns table (id uuid, created_at timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select g.id, g.created_at
      from social.groups as g
     where g.is_active and g.privacy_level <> 'private'
       and g.name ilike '%' || regexp_replace(needle, '([\\%_])', '\\\1', 'g') || '%'
       and length(needle) >= 2
       and (made is null or (g.created_at, g.id) < (made, last))
       and social.sees_group(godo.caller(), g.id)
     order by g.created_at desc, g.id desc
     limit least(most, 101);
end;
grant execute on function social.find_groups(text, timestamptz, uuid, integer) to godo_social;

-- How many of a kind somebody made today.
create table social.group_allowances (
    user_id uuid not null references users.users on delete cascade,
    kind varchar(10) not null check (kind in ('group', 'invite', 'plan', 'report')),
    day date not null,
    made int not null check (made > 0),
    primary key (user_id, kind)
);
call godo.own_rows('social.group_allowances', 'godo_social');
call godo.exported('social.group_allowances');

-- How somebody stands to a group when a member would invite them: absent (also behind a block), member, invited, or free. Who
-- declined is taken for invited for 30 days; the inviter does not learn which.
create function social.invitable(member uuid, grp uuid, other uuid) returns text
    language sql stable security definer
    set search_path = ''
    return case
        when not social.is_member(member, grp) or not social.may_ask(member, other) then 'absent'
        when social.is_member(other, grp) then 'member'
        when exists (
            select from social.group_invites as i
             where i.group_id = grp and i.invitee = other
               and (i.state = 'pending' or (i.state = 'declined' and i.responded_at > now() - interval '30 days')))
            then 'invited'
        else 'free' end;
grant execute on function social.invitable(uuid, uuid, uuid) to godo_social;
