-- A seat that becomes free is offered to whoever waits longest, for a time; who wants it without being asked says so before.
alter table events.attendance
    add auto_accept boolean not null default false,
    -- since when they have said so; before there was this, since the row last changed
    add status_since timestamptz;

create or replace function events.place_in_waitlist() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if tg_op = 'INSERT' or new.status <> old.status then
        new.status_since = now();
    end if;
    if new.status <> 'waitlisted' then
        new.waitlist_place = null;
        new.offer_expires_at = null;
    elsif tg_op = 'UPDATE' and old.status = 'waitlisted' then
        new.waitlist_place = old.waitlist_place;
    else
        new.waitlist_place = nextval('events.waitlist_places');
    end if;
    return new;
end
$$;

-- As before, but a seat that is offered to somebody is left for nobody else: seats_left does not count it, unsold does.
drop function events.hold_event(uuid, boolean);
create function events.hold_event(event uuid, leaving boolean default false)
    returns table (event_id uuid, seats_left integer, waiting integer, is_open boolean, unsold integer)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return query
        select e.id,
               e.capacity - e.current_attendees - case when e.waitlist_length = 0 then 0 else (
                   select count(*)::int from events.attendance as offered
                    where offered.event_id = e.id and offered.status = 'waitlisted' and offered.offer_expires_at > now()) end,
               e.waitlist_length,
               e.is_active and e.schedule_status <> 'cancelled'
                   and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now(),
               e.capacity - e.current_attendees
          from events.events as e
         where e.id = events.surviving(event)
           and (godo.is_worker()
               or e.created_by_user_id = godo.caller()
               or (e.moderation_status = 'approved' and godo.caller() is not null
                   and not coalesce(social.blocked_between(godo.caller(), e.created_by_user_id), false))
               or (leaving and exists (
                   select from events.attendance as mine where mine.event_id = e.id and mine.user_id = godo.caller())))
           for update;
end
$$;
grant execute on function events.hold_event(uuid, boolean) to godo_events;

-- Passes free seats on, first come first served, and says what became of whom: offers that ran out end the waiting; who said so
-- before is seated; the others are offered a seat for two hours, within a day of the start for half an hour, and within an hour of
-- it not at all: then whoever comes first takes it.
create function events.offer_seats(event uuid)
    returns table (user_id uuid, visibility text, status text, offer_expires_at timestamptz)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    free int;
    starts timestamptz;
begin
    perform from events.events as e where e.id = event for update;
    return query
        update events.attendance as a set status = 'interested'
         where a.event_id = event and a.status = 'waitlisted' and a.offer_expires_at <= now()
        returning a.user_id, a.visibility::text, a.status::text, null::timestamptz;
    select case when e.capacity is null then e.waitlist_length
                else least(e.waitlist_length, e.capacity - e.current_attendees - (
                    select count(*) from events.attendance as offered
                     where offered.event_id = e.id and offered.status = 'waitlisted' and offered.offer_expires_at is not null)) end,
           e.date_time
      into free, starts
      from events.events as e
     where e.id = event and e.waitlist_length > 0
       and e.is_active and e.schedule_status <> 'cancelled'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now();
    if coalesce(free, 0) > 0 then
        return query
            update events.attendance as a
               set status = case when a.auto_accept then 'going' else 'waitlisted' end,
                   offer_expires_at = case when not a.auto_accept then
                       now() + case when starts > now() + interval '24 hours' then interval '2 hours' else interval '30 minutes' end end
             where a.id in (
                       select w.id from events.attendance as w
                        where w.event_id = event and w.status = 'waitlisted' and w.offer_expires_at is null
                          and (w.auto_accept or starts > now() + interval '1 hour')
                        order by w.waitlist_place
                        limit free)
            returning a.user_id, a.visibility::text, a.status::text, a.offer_expires_at;
    end if;
end
$$;
grant execute on function events.offer_seats(uuid) to godo_events;
create policy seat_offered on events.attendance for update to godo_owner
    using (status = 'waitlisted') with check (status in ('waitlisted', 'interested'));

-- Whoever asks without saying who they are, where that is allowed: they see what everybody may.
create function godo.is_anybody() returns boolean
    language sql stable parallel safe
    set search_path = ''
    return coalesce(current_setting('godo.anybody', true), '') = 'on';
grant execute on function godo.is_anybody() to godo_events;
create policy anybody on events.events for select to godo_events
    using (moderation_status = 'approved' and (select godo.is_anybody()));
create policy anybody on events.trending for select to godo_events using ((select godo.is_anybody()));

-- What is said of an Event that was merged into another is said of the other; and an attendance is as old as what it says, whatever
-- else of its row was changed since.
create or replace function events.heat()
    returns table (span text, event_id uuid, heat float8)
    language sql stable security definer
    set search_path = ''
begin atomic
    with said as (
        select coalesce(moved.merged_into, s.event_id) as event_id, s.user_id,
               case s.direction when 'right' then 1.0 when 'up' then 0.7 else 0.5 end::float8 as weight,
               greatest(extract(epoch from now() - s.swiped_at), 0)::float8 as ago
          from swipes.current_swipes as s
          left join (select id, merged_into from events.events where merged_into is not null) as moved on moved.id = s.event_id
         where s.direction <> 'left' and s.swiped_at > now() - interval '7 days'
        union all
        select a.event_id, a.user_id, case when a.status in ('going', 'waitlisted', 'attended') then 1.0 else 0.5 end::float8,
               extract(epoch from now() - coalesce(a.status_since, a.updated_at))::float8
          from events.attendance as a
         where a.status in ('going', 'waitlisted', 'attended', 'interested', 'maybe')
           and a.updated_at > now() - interval '7 days'
           and coalesce(a.status_since, a.updated_at) > now() - interval '7 days'
    ), by_person as (
        select event_id,
               max(weight * power(2, ago * -4 / 86400)) filter (where ago < 86400) as day,
               max(weight * power(2, ago * -4 / 259200)) filter (where ago < 259200) as three_days,
               max(weight * power(2, ago * -4 / 604800)) as week
          from said
         group by event_id, user_id
    ), by_event as (
        select event_id,
               count(day) as people_of_day, sum(day) as day,
               count(three_days) as people_of_three_days, sum(three_days) as three_days,
               count(*) as people, sum(week) as week
          from by_person
         group by event_id
        having count(*) >= 10
    )
    select measured.span, b.event_id,
           round((ln(measured.heat) / ln(2::float8))::numeric + extract(epoch from now()) * 4 / measured.lasts, 6)::float8
      from by_event as b
      join events.events as e on e.id = b.event_id
     cross join lateral (values
           ('24h', 86400, b.people_of_day, b.day),
           ('3d', 259200, b.people_of_three_days, b.three_days),
           ('7d', 604800, b.people, b.week)) as measured (span, lasts, people, heat)
     where godo.is_worker()
       and measured.people >= 10
       and e.is_active and e.moderation_status = 'approved' and e.schedule_status <> 'cancelled'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now();
end;
