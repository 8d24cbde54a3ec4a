-- When people are reminded of what they plan: a day and two hours before it begins; what has a day but no hour at six in the evening
-- before, by the clock of its place.
create function notifications.reminders_of(date_time timestamptz, all_day boolean, time_tbd boolean, time_zone text)
    returns table (lead text, due_at timestamptz)
    language sql stable parallel safe
    set search_path = ''
begin atomic
    select 'eve', (date_trunc('day', date_time at time zone time_zone) - interval '6 hours') at time zone time_zone
     where all_day or time_tbd
    union all
    select timed.lead, date_time - timed.ahead
      from (values ('day', interval '24 hours'), ('hours', interval '2 hours')) as timed (lead, ahead)
     where not (all_day or time_tbd);
end;
grant execute on function notifications.reminders_of(timestamptz, boolean, boolean, text) to godo_notifications;

-- Of which beginning of an Event its people were reminded: whoever writes the row reminds them, and of another time anew.
create table notifications.reminders (
    event_id uuid not null references events.events on delete cascade,
    lead varchar(10) not null check (lead in ('eve', 'day', 'hours')),
    starts_at timestamptz not null,
    primary key (event_id, lead)
);
call godo.worker_only('notifications.reminders', 'godo_notifications');

-- Everyone who has an Event in their calendar and may see it: for the worker that reminds them. Who waits for a seat does not have one,
-- and what is saved or liked is not planned.
create function notifications.people_coming(event uuid) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select coming.user_id
      from events.events as e join lateral (
          select a.user_id from events.attendance as a
           where a.event_id = e.id and a.status in ('interested', 'maybe', 'going')
          union
          select s.user_id from swipes.current_swipes as s
           where s.direction = 'right'
             and (s.event_id = e.id
                 or s.event_id in (select same.id from events.events as same where same.merged_into = e.id))
          ) as coming on e.created_by_user_id is null
              or not social.blocked_between(coming.user_id, e.created_by_user_id)
     where (select godo.is_worker()) and e.id = event and e.moderation_status = 'approved'
       and not exists (select from events.attendance as said
                        where said.event_id = e.id and said.user_id = coming.user_id
                          and said.status in ('not_going', 'waitlisted'));
end;
grant execute on function notifications.people_coming(uuid) to godo_notifications;
