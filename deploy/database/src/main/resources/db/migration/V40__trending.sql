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
    with spans (span, lasts) as (
        values ('24h', interval '24 hours'), ('3d', interval '3 days'), ('7d', interval '7 days')
    ), said as (
        select s.event_id, s.user_id, least(s.swiped_at, now()) as at,
               case s.direction when 'right' then 1.0 when 'up' then 0.7 else 0.5 end::float8 as weight
          from swipes.current_swipes as s
         where s.direction <> 'left' and s.swiped_at > now() - interval '7 days'
        union all
        select a.event_id, a.user_id, a.updated_at,
               case when a.status in ('going', 'waitlisted', 'attended') then 1.0 else 0.5 end::float8
          from events.attendance as a
         where a.status in ('going', 'waitlisted', 'attended', 'interested', 'maybe')
           and a.updated_at > now() - interval '7 days'
    ), by_person as (
        select spans.span, spans.lasts / 4 as half_life, said.event_id,
               max(said.weight * power(2, (extract(epoch from said.at - now()) / extract(epoch from spans.lasts / 4))::float8)) as heat
          from spans
          join said on said.at > now() - spans.lasts
         group by spans.span, spans.lasts, said.event_id, said.user_id
    )
    select p.span, p.event_id,
           round((ln(sum(p.heat)) / ln(2::float8))::numeric + extract(epoch from now()) / extract(epoch from p.half_life), 6)::float8
      from by_person as p
      join events.events as e on e.id = p.event_id
     where godo.is_worker()
       and e.is_active and e.moderation_status = 'approved' and e.schedule_status <> 'cancelled'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
     group by p.span, p.half_life, p.event_id
    having count(*) >= 10;
end;
grant execute on function events.heat() to godo_events;
