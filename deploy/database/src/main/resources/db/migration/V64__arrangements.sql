-- When and where an Event takes place: as the people who have it in their plans were told, and as it is. Once it has stayed otherwise
-- for a moment they are told, of several changes once.
create table notifications.arrangements (
    event_id uuid primary key references events.events on delete cascade,
    -- of the Event, of which latest is
    version bigint not null,
    told jsonb not null,
    latest jsonb not null,
    -- when they are told of the difference; null while nothing has happened
    due_at timestamptz
);
create index arrangements_due on notifications.arrangements (due_at) where due_at is not null;
call godo.worker_only('notifications.arrangements', 'godo_notifications');

insert into notifications.arrangements (event_id, version, told, latest)
select e.id, e.version, as_it_is.arrangement, as_it_is.arrangement
  from events.events as e cross join lateral (select jsonb_build_object(
           'title', e.title, 'date_time', e.date_time, 'time_zone', e.time_zone, 'all_day', e.all_day,
           'time_tbd', e.time_tbd, 'over_at', events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone),
           'schedule_status', e.schedule_status, 'location_kind', e.location_kind,
           'location_name', e.location_name, 'location_address', e.location_address) as arrangement) as as_it_is
 where e.moderation_status = 'approved' and e.merged_into is null;

-- As before, but nobody who may not see the Event or said that they do not come, and with those who swiped an Event that was
-- merged into it.
create or replace function notifications.people_of_event(event uuid) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select planning.user_id
      from events.events as e join lateral (
          select a.user_id from events.attendance as a
           where a.event_id = e.id and a.status in ('interested', 'maybe', 'going', 'waitlisted')
          union
          select s.user_id from swipes.current_swipes as s
           where s.direction in ('right', 'up')
             and (s.event_id = e.id
                 or s.event_id in (select same.id from events.events as same where same.merged_into = e.id))
          ) as planning on e.created_by_user_id is null
                or not social.blocked_between(planning.user_id, e.created_by_user_id)
     where (select godo.is_worker()) and e.id = event and e.moderation_status = 'approved'
       and not exists (select from events.attendance as said
                        where said.event_id = e.id and said.user_id = planning.user_id and said.status = 'not_going');
end;
