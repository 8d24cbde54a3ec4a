-- One Event of several Listings. What a Source lists is never altered by it: the Event is made anew of all that tell of it.
alter table events.events
    add sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
    -- the Event that took its place; it says the same then, and is not looked for
    add merged_into uuid references events.events on delete set null,
    add series_id uuid,
    add check (merged_into is null or (merged_into <> id and not is_active));
create index events_merged on events.events (merged_into) where merged_into is not null;
create index events_series on events.events (series_id, date_time) where series_id is not null;
grant insert (sources, merged_into, series_id), update (sources, merged_into, series_id) on events.events to godo_events;

create or replace view events.event_cards with (security_invoker = true) as
    select id, title, description, date_time, end_time, time_zone, all_day, time_tbd, schedule_status, location_kind,
           venue_id, location_name, location_address, latitude, longitude, neighborhood, borough, category, tags,
           price_min, price_max, currency, price_known, is_free, image_url, source, external_url, is_user_generated,
           created_by_user_id, capacity, current_attendees, waitlist_length, attendance_version, external_remaining,
           external_remaining_at, is_active, is_featured, moderation_status, accessibility_info, transit_score, version,
           created_at, updated_at, sources, merged_into, series_id
      from events.events;
call godo.publish('events.event_cards', 'events.events',
    'godo_swipes', 'godo_reco', 'godo_notifications', 'godo_social');

-- Which Event an id stands for: itself, or the one that took its place. Says nothing of whether somebody may see it.
create function events.surviving(event uuid) returns uuid
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce((select e.merged_into from events.events as e where e.id = event), event);
grant execute on function events.surviving(uuid) to godo_events;

create or replace function events.guard_event() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker() then
        return new;
    end if;
    if (new.is_featured, new.created_by_user_id, new.source, new.sources, new.merged_into)
            is distinct from (old.is_featured, old.created_by_user_id, old.source, old.sources, old.merged_into)
        or (new.moderation_status <> old.moderation_status and new.moderation_status <> 'pending')
    then
        raise insufficient_privilege using message = 'moderation, featuring, authorship and origin are set by the worker';
    end if;
    return new;
end
$$;

alter table events.source_listings
    -- as rulings name it
    add key text not null generated always as (source || ':' || external_id) stored,
    -- the local day of its start; null as long as it was not compared with others
    add day date,
    -- hashes of what brings Listings near each other: a day with a word and a place, or a day with a page
    add keys int[] not null default '{}',
    -- the Event that was made for it alone, null when it joined one at once
    add home_event_id uuid references events.events on delete set null;
create index source_listings_key on events.source_listings (key);
create index source_listings_day on events.source_listings (day, key);
create index source_listings_keys on events.source_listings using gin (keys);
create index source_listings_home on events.source_listings (home_event_id) where home_event_id is not null;
call godo.readable_by_definers('events.source_listings');

-- The Listings that have one of these in common, and all that tell of the same Events as they or of these Events. The overlap of
-- arrays is not leakproof: behind a policy its index would not serve.
create function events.listings_near(keys int[], events uuid[]) returns setof events.source_listings
    language sql stable security definer
    set search_path = ''
begin atomic
    select listed.* from events.source_listings as listed
     where godo.is_worker()
       and listed.event_id in (
           select near.event_id from events.source_listings as near where near.keys && listings_near.keys
           union
           select unnest(listings_near.events));
end;
grant execute on function events.listings_near(int[], uuid[]) to godo_events;

-- How many people have said anything of these Events.
create function events.people_of(events uuid[]) returns table (event_id uuid, people bigint)
    language sql stable security definer
    set search_path = ''
begin atomic
    select wanted.id,
           (select count(*) from (
               select a.user_id from events.attendance as a where a.event_id = wanted.id
               union
               select s.user_id from swipes.current_swipes as s where s.event_id = wanted.id) as person)
      from unnest(people_of.events) as wanted (id)
     where godo.is_worker();
end;
grant execute on function events.people_of(uuid[]) to godo_events;

-- What moderators ruled of two Listings. It names them and refers to nothing, so that it outlives every comparison, and
-- a Listing that is gone for a while.
create table events.match_rulings (
    one text not null,
    other text not null,
    is_same boolean not null,
    ruled_by uuid references users.users on delete set null,
    ruled_at timestamptz not null default now(),
    primary key (one, other),
    check (one <> other)
);
create index match_rulings_other on events.match_rulings (other);
create index match_rulings_ruled_by on events.match_rulings (ruled_by) where ruled_by is not null;
call godo.worker_only('events.match_rulings', 'godo_events');

-- Pairs of Listings that a person has to decide.
create table events.match_reviews (
    one text not null,
    other text not null,
    score int not null,
    because text not null,
    found_at timestamptz not null default now(),
    primary key (one, other),
    check (one <> other)
);
create index match_reviews_other on events.match_reviews (other);
create index match_reviews_surest on events.match_reviews (score desc, one, other);
call godo.worker_only('events.match_reviews', 'godo_events');

-- What moderators did, and why. Nobody changes it.
create table events.moderation_log (
    id uuid primary key,
    moderator uuid references users.users on delete set null,
    action varchar(20) not null check (action in ('same', 'different', 'unmerge')),
    event_id uuid references events.events on delete set null,
    subject text,
    reason text check (length(reason) <= 1000),
    at timestamptz not null default now()
);
create index moderation_log_moderator on events.moderation_log (moderator) where moderator is not null;
create index moderation_log_event on events.moderation_log (event_id) where event_id is not null;
call godo.close_table('events.moderation_log');
create policy worker_reads on events.moderation_log for select to godo_events using ((select godo.is_worker()));
create policy worker_adds on events.moderation_log for insert to godo_events with check ((select godo.is_worker()));
grant select, insert on events.moderation_log to godo_events;

-- Of which Event somebody said that they come, where another took its place since.
alter table events.attendance add said_of uuid references events.events on delete set null;
create index attendance_said_of on events.attendance (said_of) where said_of is not null;

-- The counters of an Event as the rows say. Who is there already stays, as with a Source that takes chairs away.
create function events.recount(event uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    seats int;
begin
    select e.capacity into seats from events.events as e where e.id = event for update;
    update events.events as e
       set capacity = null,
           current_attendees = (select count(*) from events.attendance as a
                                 where a.event_id = e.id and a.status in ('going', 'attended')),
           waitlist_length = (select count(*) from events.attendance as a
                               where a.event_id = e.id and a.status = 'waitlisted'),
           attendance_version = e.attendance_version + 1
     where e.id = event;
    update events.events as e set capacity = seats, attendance_version = e.attendance_version + 1
     where e.id = event and seats is not null;
end
$$;

-- Who said something of one Event says it of another from here on, unless they did already; when going back, only those who
-- had said it of that one. Says who, and what. Only with both Events held.
create function events.move_people(leaving uuid, entering uuid, back boolean)
    returns table (user_id uuid, status text, visibility text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker moves people';
    end if;
    return query
        update events.attendance as a
           set event_id = entering,
               said_of = case when back then null else coalesce(a.said_of, leaving) end
         where a.event_id = leaving
           and (not back or a.said_of = entering)
           and not exists (select from events.attendance as there
                            where there.event_id = entering and there.user_id = a.user_id)
        returning a.user_id, a.status::text, a.visibility::text;
    if found then
        perform events.recount(leaving);
        perform events.recount(entering);
    end if;
end
$$;
create policy moved on events.attendance for update to godo_owner
    using ((select godo.is_worker())) with check ((select godo.is_worker()));
grant execute on function events.move_people(uuid, uuid, boolean) to godo_events;

-- An id of an Event that was merged stands for the one that took its place.
drop function events.hold_event(uuid, boolean);
create function events.hold_event(event uuid, leaving boolean default false)
    returns table (event_id uuid, seats_left integer, waiting integer, is_open boolean)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return query
        select e.id, e.capacity - e.current_attendees, e.waitlist_length,
               e.is_active and e.schedule_status <> 'cancelled'
                   and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
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

-- What moderators did and ruled is theirs as well.
create policy exported on events.match_rulings for select to godo_owner using ((select godo.is_worker()));
create policy exported on events.moderation_log for select to godo_owner using ((select godo.is_worker()));
create or replace function events.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'events', array(
            select to_jsonb(t) from events.events as t where t.created_by_user_id = person order by t.created_at, t.id),
        'attendance', array(
            select to_jsonb(t) - 'notes_cipher' - 'waitlist_place' || jsonb_build_object(
                       'notes', godo.sealed('attendance-notes', 'attendance', 'notes', t.id, t.notes_cipher))
              from events.attendance as t where t.user_id = person order by t.created_at, t.id),
        'match_rulings', array(
            select to_jsonb(t) from events.match_rulings as t where t.ruled_by = person order by t.ruled_at, t.one, t.other),
        'moderation_log', array(
            select to_jsonb(t) from events.moderation_log as t where t.moderator = person order by t.at, t.id));
