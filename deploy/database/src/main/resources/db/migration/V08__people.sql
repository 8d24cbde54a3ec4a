-- What the fleet may read of a person: a name and a picture, of people the caller has to do with.

-- Oneself, public people, friends, people one shares a group with, and people who have asked one for either. To ask somebody
-- opens nothing of them: anyone may ask anyone. Never across a block.
create function social.knows(viewer uuid, other uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce(viewer = other, false) or coalesce((
        select person.is_active
               and not social.blocked_between(viewer, other)
               and (person.privacy_level = 'public'
                   or exists (
                       select from social.friendships
                        where low = least(viewer, other) and high = greatest(viewer, other)
                          and (status = 'accepted' or requested_by = other))
                   or exists (
                       select from social.group_members as mine
                         join social.group_members as theirs using (group_id)
                        where mine.user_id = viewer and theirs.user_id = other)
                   or exists (
                       select from social.group_invites
                        where inviter = other and invitee = viewer and state = 'pending'))
          from users.users as person
         where person.id = other and viewer is not null), false);
grant execute on function social.knows(uuid, uuid) to godo_users, godo_events, godo_social, godo_notifications;

create view users.people with (security_invoker = true) as
    select id, full_name, profile_image_url, privacy_level from users.users;
call godo.publish('users.people', 'users.users', 'godo_events', 'godo_social', 'godo_notifications');
create policy people on users.users for select to godo_events, godo_social, godo_notifications
    using ((select godo.is_worker()) or (select social.knows((select godo.caller()), id)));

-- user-service may read whole rows of the caller only, and of others this. To have asked somebody to be a friend opens nothing.
create function users.person(person_id uuid)
    returns table (id uuid, full_name text, profile_image_url text, location_neighborhood text)
    language sql stable security definer
    set search_path = ''
begin atomic
    select u.id, u.full_name, u.profile_image_url, u.location_neighborhood
      from users.users as u
     where u.id = person_id and social.visible_to(godo.caller(), u.id, u.privacy_level);
end;
grant execute on function users.person(uuid) to godo_users;

create function social.mutual_friends(viewer uuid, other uuid) returns integer
    language sql stable parallel safe security definer
    set search_path = ''
    return (
        select count(*)::int
          from social.friends_of(viewer) as mine (id)
          join social.friends_of(other) as theirs (id) using (id));
grant execute on function social.mutual_friends(uuid, uuid) to godo_social;

-- A function, because behind a policy a name search could not use its index (ILIKE is not leakproof).
create function social.search_people(needle text, most integer)
    returns table (id uuid, full_name text, profile_image_url text, mutual_friends integer)
    language sql stable security definer
    set search_path = ''
begin atomic
    select u.id, u.full_name, u.profile_image_url, social.mutual_friends(godo.caller(), u.id)
      from users.users as u
     where u.is_active and u.discoverable
       and u.full_name ilike '%' || regexp_replace(needle, '([\\%_])', '\\\1', 'g') || '%'
       and length(needle) >= 2
       and u.id <> godo.caller()
       and not social.blocked_between(godo.caller(), u.id)
     order by u.full_name, u.id
     limit least(most, 100);
end;
grant execute on function social.search_people(text, integer) to godo_social, godo_users;
