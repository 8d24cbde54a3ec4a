-- What always holds in a group, whoever writes: its creator is admin, it is never overfull, never without an admin, and
-- its messages are numbered in the order in which they were committed.

create function social.seat_founder() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if new.created_by is not null then
        insert into social.group_members (group_id, user_id, role) values (new.id, new.created_by, 'admin');
    end if;
    return null;
end
$$;
create trigger seat_founder after insert on social.groups for each row execute function social.seat_founder();

create function social.settle_members() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
declare
    grp uuid := coalesce(new.group_id, old.group_id);
begin
    -- Takes the group's row, so that parallel joins and departures queue up here.
    update social.groups
       set member_count = member_count + (tg_op = 'INSERT')::int - (tg_op = 'DELETE')::int,
           is_active = is_active and (tg_op <> 'DELETE' or member_count > 1)
     where id = grp;
    if not found or tg_op = 'INSERT' or old.role <> 'admin' or (tg_op = 'UPDATE' and new.role = 'admin')
        or exists (select from social.group_members where group_id = grp and role = 'admin')
        or not exists (select from social.group_members where group_id = grp)
    then
        return null;
    end if;
    if not godo.is_worker() then
        raise check_violation using
            message = 'a group keeps an admin', constraint = 'group_keeps_an_admin', schema = 'social',
            table = 'group_members';
    end if;
    -- An erased admin hands over: to the longest-standing moderator, else member.
    update social.group_members
       set role = 'admin'
     where group_id = grp
       and user_id = (
           select user_id from social.group_members
            where group_id = grp
            order by role = 'moderator' desc, joined_at, user_id
            limit 1);
    return null;
end
$$;
create trigger settle after insert or delete or update of role on social.group_members
    for each row execute function social.settle_members();

create function social.number_message() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    update social.groups set last_seq = last_seq + 1 where id = new.group_id returning last_seq into new.seq;
    return new;
end
$$;
create trigger number_message before insert on social.group_messages
    for each row execute function social.number_message();

call godo.close_table('social.groups');
call godo.worker_policy('social.groups', 'godo_social');
create policy definers on social.groups to godo_owner using (true) with check (true);
-- The creator by column, because the row that is being inserted is not there yet when the function looks.
create policy found on social.groups for select to godo_social
    using (created_by = (select godo.caller()) or (select social.sees_group((select godo.caller()), id)));
create policy founded on social.groups for insert to godo_social
    with check (created_by = (select godo.caller()));
create policy administered on social.groups for update to godo_social
    using ((select social.group_role((select godo.caller()), id)) = 'admin')
    with check ((select social.group_role((select godo.caller()), id)) = 'admin');
create policy dissolved on social.groups for delete to godo_social
    using ((select social.group_role((select godo.caller()), id)) = 'admin');
grant select, delete on social.groups to godo_social;
-- not member_count and not last_seq: the triggers keep them
grant insert (id, name, description, created_by, privacy_level, max_members, group_image_url, is_active, version,
        created_at, updated_at),
    update (name, description, privacy_level, max_members, group_image_url, is_active, version)
    on social.groups to godo_social;

call godo.close_table('social.group_members');
call godo.worker_policy('social.group_members', 'godo_social');
create policy definers on social.group_members to godo_owner using (true) with check (true);
create policy fellow_members on social.group_members for select to godo_social
    using (user_id = (select godo.caller())
        or (group_id in (select social.groups_of((select godo.caller())))
            and not (select social.blocked_between((select godo.caller()), user_id))));
grant execute on function social.are_friends(uuid, uuid) to godo_social;
-- People join; those who run a group may put in their friends, and must invite everybody else.
create policy joins on social.group_members for insert to godo_social
    with check (role = 'member' and (
        (user_id = (select godo.caller()) and (select social.sees_group((select godo.caller()), group_id)))
        or ((select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator')
            and (select social.are_friends((select godo.caller()), user_id)))));
create policy promoted on social.group_members for update to godo_social
    using ((select social.group_role((select godo.caller()), group_id)) = 'admin')
    with check ((select social.group_role((select godo.caller()), group_id)) = 'admin');
create policy leaves on social.group_members for delete to godo_social
    using (user_id = (select godo.caller())
        or (select social.group_role((select godo.caller()), group_id)) = 'admin'
        or (role = 'member' and (select social.group_role((select godo.caller()), group_id)) = 'moderator'));
grant select, insert, delete, update (role) on social.group_members to godo_social;

call godo.close_table('social.group_invites');
call godo.worker_policy('social.group_invites', 'godo_social');
call godo.readable_by_definers('social.group_invites');
create policy concerned on social.group_invites for select to godo_social
    using (invitee = (select godo.caller()) or inviter = (select godo.caller())
        or (select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator'));
create policy invites on social.group_invites for insert to godo_social
    with check (inviter = (select godo.caller()) and state = 'pending'
        and (select social.is_member((select godo.caller()), group_id))
        and (invitee is null or not (select social.blocked_between((select godo.caller()), invitee))));
create policy answers on social.group_invites for update to godo_social
    using (invitee = (select godo.caller()) or inviter = (select godo.caller())
        or (select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator'));
grant select, insert, delete, update (state, uses_left, responded_at) on social.group_invites to godo_social;

-- An invite is answered once, by the one it is for; those who sent it or run the group may only take it back.
create function social.guard_invite() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker()
        or (old.state = 'pending' and new.uses_left = old.uses_left
            and new.state in ('accepted', 'declined') and old.invitee = godo.caller())
        or (old.state = 'pending' and new.uses_left = old.uses_left
            and new.state = 'revoked' and old.invitee is distinct from godo.caller())
    then
        return new;
    end if;
    raise insufficient_privilege using message = 'an invite is answered by its invitee or revoked by the others, once';
end
$$;
create trigger guard before update on social.group_invites for each row execute function social.guard_invite();

call godo.close_table('social.group_messages');
call godo.worker_policy('social.group_messages', 'godo_social');
-- Members read what was written since they joined, but for those with whom there is a block.
create policy since_joining on social.group_messages for select to godo_social
    using (exists (
        select from social.group_members as m
         where m.group_id = group_messages.group_id and m.user_id = (select godo.caller())
           and m.joined_at <= group_messages.created_at)
        and not (select social.blocked_between((select godo.caller()), author)));
create policy writes on social.group_messages for insert to godo_social
    with check (author = (select godo.caller())
        and (select social.is_member((select godo.caller()), group_id)));
create policy edits on social.group_messages for update to godo_social
    using ((author = (select godo.caller()) and (select social.is_member((select godo.caller()), group_id)))
        or (select social.group_role((select godo.caller()), group_id)) in ('admin', 'moderator'));
grant select, insert, delete, update (body, edited_at, deleted_at) on social.group_messages to godo_social;

call godo.own_rows('social.read_cursors', 'godo_social');
