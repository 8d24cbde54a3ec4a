-- Where somebody goes, for whom they let see it: as far as their calendar is shown, and not where a single attendance says something
-- stricter. What they only like is nobody's.

create function events.shows_calendar(viewer uuid, person uuid) returns boolean
    language sql stable security definer
    set search_path = ''
    return coalesce((
        select social.visible_to(viewer, u.id, u.calendar_visibility) from users.users as u where u.id = person), false);

create function events.calendar_of(person uuid, since timestamptz, last uuid, most integer)
    returns table (event_id uuid, begins timestamptz, status text)
    language sql stable security definer
    set search_path = ''
begin atomic
    select e.id, e.date_time, a.status::text
      from events.attendance as a
      join events.events as e on e.id = a.event_id
     where a.user_id = person and a.status in ('going', 'attended')
       and events.shows_calendar(godo.caller(), person)
       and social.visible_to(godo.caller(), person, a.visibility)
       and (e.date_time, e.id) > (since, coalesce(last, '00000000-0000-0000-0000-000000000000'))
     order by e.date_time, e.id
     limit least(most, 101);
end;

-- What friends decided to go to in the last month, the latest first.
create function events.friends_activity(until timestamptz, last_user uuid, last_event uuid, most integer)
    returns table (user_id uuid, event_id uuid, at timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select a.user_id, a.event_id, a.updated_at
      from social.friends_of(godo.caller()) as friend (id)
      join events.attendance as a on a.user_id = friend.id and a.status = 'going'
     where a.updated_at > now() - interval '30 days'
       and (until is null or (a.updated_at, a.user_id, a.event_id) < (until, last_user, last_event))
       and events.shows_calendar(godo.caller(), a.user_id)
       and social.visible_to(godo.caller(), a.user_id, a.visibility)
     order by a.updated_at desc, a.user_id desc, a.event_id desc
     limit least(most, 101);
end;
grant execute on function events.shows_calendar(uuid, uuid), events.calendar_of(uuid, timestamptz, uuid, integer),
    events.friends_activity(timestamptz, uuid, uuid, integer) to godo_social;
