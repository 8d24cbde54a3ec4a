-- Searching the catalogue. Neither the match of a text nor likeness is leakproof, so behind a policy no index would serve: the
-- search is a function that reads as the owner and says itself what a caller may see.

create function events.searched(title text, location_name text, tags text[], description text) returns tsvector
    language sql immutable parallel safe
    set search_path = ''
    return setweight(to_tsvector('pg_catalog.english', title), 'A')
        || setweight(to_tsvector('pg_catalog.english', location_name), 'B')
        || setweight(to_tsvector('pg_catalog.english', coalesce((select string_agg(tag, ' ') from unnest(tags) as tag), '')), 'B')
        || setweight(to_tsvector('pg_catalog.english', coalesce(left(description, 2000), '')), 'D');
grant execute on function events.searched(text, text, text[], text) to godo_events;

alter table events.events
    add searched tsvector not null generated always as (events.searched(title, location_name, tags, description)) stored;
create index events_words on events.events using gin (searched) where is_active;
create index events_titles on events.events using gin (title godo.gin_trgm_ops) where is_active;
create index events_soonest on events.events (date_time, id) where is_active;

-- The statement that answers what is asked, so that it holds no condition that is not asked and each has its own plan.
-- $1 is what is asked: q; lat, lon, radius (metres); south, west, north, east; from, to; categories, accessible (lists);
-- price_max; tier, date_time, id (of the last one seen); limit. $2 is the caller.
-- First what has the words in its title, then what has them elsewhere, then what is written much like them; within these, and
-- without words, the soonest first.
create function events.search_statement(asked jsonb) returns text
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

create function events.search(asked jsonb) returns table (id uuid, tier int, date_time timestamptz)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if godo.caller() is not null then
        return query execute events.search_statement(asked) using asked, godo.caller();
    end if;
end
$$;
grant execute on function events.search(jsonb) to godo_events;

-- What is made of what a person said is not theirs to be given twice.
create or replace function events.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'events', array(
            select to_jsonb(t) - 'searched'
              from events.events as t where t.created_by_user_id = person order by t.created_at, t.id),
        'attendance', array(
            select to_jsonb(t) - 'notes_cipher' - 'waitlist_place' || jsonb_build_object(
                       'notes', godo.sealed('attendance-notes', 'attendance', 'notes', t.id, t.notes_cipher))
              from events.attendance as t where t.user_id = person order by t.created_at, t.id),
        'match_rulings', array(
            select to_jsonb(t) from events.match_rulings as t where t.ruled_by = person order by t.ruled_at, t.one, t.other),
        'moderation_log', array(
            select to_jsonb(t) from events.moderation_log as t where t.moderator = person order by t.at, t.id));
