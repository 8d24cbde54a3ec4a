-- What many people have come to like lately. How hot an event is, is the base 2 logarithm of what is said of it in a span, each
-- word worth half as much after a quarter of the span, counted from the epoch: so nothing changes but by what is said anew, and
-- what leaves the span. Of each person the strongest word counts, and nothing is told of an event of which fewer than ten people
-- say any (R-PRV-8); how many do, and who, stands nowhere.
create table events.trending (
    span varchar(3) not null check (span in ('24h', '3d', '7d')),
    event_id uuid not null references events.events on delete cascade,
    heat float8 not null,
    primary key (span, event_id)
);
create index trending_hottest on events.trending (span, heat desc, event_id desc);
create index trending_event on events.trending (event_id);
call godo.worker_only('events.trending', 'godo_events');
create policy catalogue on events.trending for select to godo_events using ((select godo.caller()) is not null);

-- Written with every swipe and every attendance, so they cost next to nothing there; a span is a few ranges of them.
create index current_swipes_lately on swipes.current_swipes using brin (swiped_at) with (autosummarize = on);
create index attendance_lately on events.attendance using brin (updated_at) with (autosummarize = on);

create function events.heat()
    returns table (span text, event_id uuid, heat float8)
    language sql stable security definer
    set search_path = ''
begin atomic
    with said as (
        select s.event_id, s.user_id, case s.direction when 'right' then 1.0 when 'up' then 0.7 else 0.5 end::float8 as weight,
               greatest(extract(epoch from now() - s.swiped_at), 0)::float8 as ago
          from swipes.current_swipes as s
         where s.direction <> 'left' and s.swiped_at > now() - interval '7 days'
        union all
        select a.event_id, a.user_id, case when a.status in ('going', 'waitlisted', 'attended') then 1.0 else 0.5 end::float8,
               extract(epoch from now() - a.updated_at)::float8
          from events.attendance as a
         where a.status in ('going', 'waitlisted', 'attended', 'interested', 'maybe')
           and a.updated_at > now() - interval '7 days'
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
grant execute on function events.heat() to godo_events;
