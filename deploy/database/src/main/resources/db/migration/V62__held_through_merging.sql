-- As before, but whoever waited for an Event while it was merged goes on to the one that took its place.
create or replace function events.hold_event(event uuid, leaving boolean default false)
    returns table (event_id uuid, seats_left integer, waiting integer, is_open boolean, unsold integer)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    held uuid;
    place uuid := events.surviving(event);
begin
    while place is not null loop
        held = place;
        select e.merged_into into place from events.events as e where e.id = held for update;
    end loop;
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
         where e.id = held
           and (godo.is_worker()
               or e.created_by_user_id = godo.caller()
               or (e.moderation_status = 'approved' and godo.caller() is not null
                   and not coalesce(social.blocked_between(godo.caller(), e.created_by_user_id), false))
               or (leaving and exists (
                   select from events.attendance as mine where mine.event_id = e.id and mine.user_id = godo.caller())));
end
$$;

-- Where somebody waits: a seat may have been added, or left by an erased person.
create index events_waited_for on events.events (id) where waitlist_length > 0 and is_active;

-- The statement that answers what is asked, so that it holds no condition that is not asked and each has its own plan.
-- $1 is what is asked: q; lat, lon, radius (metres); south, west, north, east; from, to; categories, accessible (lists);
-- price_max; tier, date_time, id (of the last one seen); limit;
-- past, when it may be over. $2 is the caller.
-- First what has the words in its title, then what has them elsewhere, then what is written much like them; within these, and
-- without words, the soonest first.
-- What has begun and is not over is found too, if it began within a month: it is on.
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
            case when asked ? 'from' then $sql$e.date_time > ($1 ->> 'from')::timestamptz - interval '31 days'
                    and (e.date_time >= ($1 ->> 'from')::timestamptz
                        or events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone)
                           > ($1 ->> 'from')::timestamptz)$sql$
                else $sql$e.date_time > now() - interval '31 days' and (e.date_time > now()
                    or events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now())$sql$ end,
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
