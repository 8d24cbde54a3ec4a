-- Who comes is seen at the door, and what is over is put away.

-- Marks as there who holds a seat of an event and shows the code of their attendance, or lets whoever submitted the event see that
-- they come; says who that is and what they had said. Nobody: there is none, or it is not the caller's to know. With the event held.
create function events.check_in(event uuid, person uuid, code uuid)
    returns table (user_id uuid, previous text, visibility text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return query
        with found as (
            select a.id, a.user_id, a.status, a.visibility
              from events.attendance as a join events.events as e on e.id = a.event_id
             where e.id = event and e.created_by_user_id = godo.caller()
               and a.status in ('going', 'attended')
               and (a.id = code
                   or (a.user_id = person and social.visible_to(godo.caller(), a.user_id, a.visibility)))
        ), seen as (
            update events.attendance as a set status = 'attended' from found where a.id = found.id and found.status = 'going'
        )
        select found.user_id, found.status::text, found.visibility::text from found;
end
$$;
grant execute on function events.check_in(uuid, uuid, uuid) to godo_events;
create policy checked_in on events.attendance for update to godo_owner
    using (status = 'going') with check (status = 'attended');

-- R-JOB-3: what is over is kept for good, and out of the way of whoever looks for something to do.
alter table events.events add archived_at timestamptz;
grant update (archived_at) on events.events to godo_events;
create index events_not_over on events.events (date_time, id) where archived_at is null;

-- To put it away is no change of it; and it is not put away when it is told to be still to come.
create function events.take_out() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if events.over_at(new.date_time, new.end_time, new.all_day, new.time_tbd, new.time_zone) > now() then
        new.archived_at = null;
    end if;
    return new;
end
$$;
create trigger take_out before update of date_time, end_time, all_day, time_tbd, time_zone on events.events for each row
    when (old.archived_at is not null) execute function events.take_out();
drop trigger touch on events.events;
create trigger touch before update on events.events for each row
    when (old.attendance_version = new.attendance_version and (old.archived_at is not null or new.archived_at is null))
    execute function godo.touch();

-- Words are looked for in what is to come; what is over is found by its day.
drop index events.events_words;
drop index events.events_titles;
create index events_words on events.events using gin (searched) where is_active and archived_at is null;
create index events_titles on events.events using gin (title godo.gin_trgm_ops) where is_active and archived_at is null;

-- The statement that answers what is asked, so that it holds no condition that is not asked and each has its own plan.
-- $1 is what is asked: q; lat, lon, radius (metres); south, west, north, east; from, to; categories, accessible (lists);
-- price_max; tier, date_time, id (of the last one seen); limit;
-- past, when it may be over. $2 is the caller.
-- First what has the words in its title, then what has them elsewhere, then what is written much like them; within these, and
-- without words, the soonest first.
create or replace function events.search_statement(asked jsonb) returns text
    language sql immutable parallel safe
    set search_path = ''
    return format($sql$
        select found.id, found.tier, found.date_time
          from (select e.id, e.date_time, %s as tier
                  from events.events as e
                 where e.is_active and e.schedule_status <> 'cancelled'
                   and (e.created_by_user_id = $2
                        or e.moderation_status = 'approved'
                           and (e.created_by_user_id is null
                                or not social.blocked_between($2, e.created_by_user_id)))
                   %s) as found
         %s
         order by found.tier desc, found.date_time, found.id
         limit ($1 ->> 'limit')::int$sql$,
        case when asked ? 'q' then $sql$case
            when ts_filter(e.searched, '{a}') @@ websearch_to_tsquery('pg_catalog.english', $1 ->> 'q') then 2
            when e.searched @@ websearch_to_tsquery('pg_catalog.english', $1 ->> 'q') then 1
            else 0 end$sql$ else '0' end,
        concat_ws(' and ', '',
            case when not asked ? 'past' then 'e.archived_at is null' end,
            case when asked ? 'q' then $sql$(e.searched @@ websearch_to_tsquery('pg_catalog.english', $1 ->> 'q')
                or ($1 ->> 'q') operator(godo.<%) e.title)$sql$ end,
            case when asked ? 'from' then $sql$e.date_time >= ($1 ->> 'from')::timestamptz$sql$
                else $sql$e.date_time > now() - interval '1 day' and (e.date_time > now() or (e.all_day or e.time_tbd)
                    and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now())$sql$ end,
            case when asked ? 'to' then $sql$e.date_time < ($1 ->> 'to')::timestamptz$sql$ end,
            case when asked ? 'south' then $sql$e.latitude between ($1 ->> 'south')::float8 and ($1 ->> 'north')::float8
                and e.longitude between ($1 ->> 'west')::float8 and ($1 ->> 'east')::float8$sql$ end,
            case when asked ? 'lat' then $sql$sqrt(power((e.latitude - ($1 ->> 'lat')::float8) * 111195, 2)
                + power((e.longitude - ($1 ->> 'lon')::float8) * 111195 * cos(radians(($1 ->> 'lat')::float8)), 2))
                <= ($1 ->> 'radius')::float8$sql$ end,
            case when asked ? 'categories' then
                $sql$e.category = any (array(select jsonb_array_elements_text($1 -> 'categories')))$sql$ end,
            case when asked ? 'price_max' then $sql$e.price_known and e.price_min <= ($1 ->> 'price_max')::int$sql$ end,
            case when asked ? 'accessible' then $sql$e.accessibility_info @> (
                select jsonb_object_agg(feature, true) from jsonb_array_elements_text($1 -> 'accessible') as feature)$sql$ end,
            case when asked ? 'id' and not asked ? 'q' then
                $sql$(e.date_time, e.id) > (($1 ->> 'date_time')::timestamptz, ($1 ->> 'id')::uuid)$sql$ end),
        case when asked ? 'id' and asked ? 'q' then $sql$where found.tier < ($1 ->> 'tier')::int
            or (found.tier = ($1 ->> 'tier')::int
                and (found.date_time, found.id) > (($1 ->> 'date_time')::timestamptz, ($1 ->> 'id')::uuid))$sql$ end);

create or replace function events.search(asked jsonb) returns table (id uuid, tier int, date_time timestamptz)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if godo.caller() is not null then
        return query execute events.search_statement(case
                when (asked ->> 'from')::timestamptz < now() then asked || '{"past": true}' else asked end)
            using asked, godo.caller();
    end if;
end
$$;
