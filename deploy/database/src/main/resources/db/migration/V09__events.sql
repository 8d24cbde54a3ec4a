-- The catalogue.
create table events.venues (
    id uuid primary key,
    name varchar(255) not null,
    address varchar(500),
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    neighborhood varchar(100),
    borough varchar(20),
    accessibility_info jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((latitude is null) = (longitude is null))
);
create index venues_point on events.venues (latitude, longitude) where latitude is not null;
call godo.touched('events.venues');

create table events.venue_aliases (
    venue_id uuid not null references events.venues on delete cascade,
    alias varchar(255) not null,
    alias_key text not null generated always as (lower(alias)) stored,
    primary key (venue_id, alias_key)
);
create index venue_aliases_key on events.venue_aliases (alias_key);

-- The one rule of when an event is over: when it has ended; where only its day is known, when that day is where it takes place;
-- else three hours after it began, for most things take no longer.
create function events.over_at(
        date_time timestamptz, end_time timestamptz, all_day boolean, time_tbd boolean, time_zone text)
    returns timestamptz
    language sql stable parallel safe
    set search_path = ''
    return coalesce(end_time, case
        when all_day or time_tbd
            then (date_trunc('day', date_time at time zone time_zone) + interval '1 day') at time zone time_zone
        else date_time + interval '3 hours' end);
grant execute on function events.over_at(timestamptz, timestamptz, boolean, boolean, text)
    to godo_events, godo_swipes, godo_reco, godo_notifications, godo_social;

create table events.events (
    id uuid primary key,
    title varchar(255) not null check (btrim(title) <> ''),
    description text check (length(description) <= 20000),
    date_time timestamptz not null,
    end_time timestamptz,
    -- a zone that Postgres does not know is refused here (22023), not when somebody reads
    time_zone varchar(64) not null default 'America/New_York' check (date_time at time zone time_zone is not null),
    all_day boolean not null default false,
    time_tbd boolean not null default false,
    schedule_status varchar(20) not null default 'scheduled'
        check (schedule_status in ('scheduled', 'postponed', 'rescheduled', 'cancelled', 'moved_online')),
    location_kind varchar(20) not null default 'in_person' check (location_kind in ('in_person', 'online', 'hybrid')),
    venue_id uuid references events.venues on delete set null,
    location_name varchar(255) not null check (btrim(location_name) <> ''),
    location_address varchar(500),
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    neighborhood varchar(100),
    borough varchar(20) check (borough in ('Manhattan', 'Brooklyn', 'Queens', 'Bronx', 'Staten Island')),
    category varchar(50) not null check (category ~ '^[a-z][a-z0-9_-]*$'),
    tags text[] not null default '{}' check (cardinality(tags) <= 50),
    -- minor units of currency; an unknown price is not a free one
    price_min int check (price_min >= 0),
    price_max int,
    currency varchar(3) not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
    price_known boolean not null default false,
    is_free boolean not null generated always as
        (price_known and coalesce(price_min, 1) = 0 and coalesce(price_max, 0) = 0) stored,
    image_url text check (image_url ~ '^https://' and length(image_url) <= 2048),
    source varchar(50) not null,
    external_url text check (external_url ~ '^https://' and length(external_url) <= 2048),
    is_user_generated boolean not null generated always as (source = 'user_generated') stored,
    created_by_user_id uuid references users.users on delete set null,
    capacity int check (capacity > 0),
    -- kept by the trigger on attendance, writable by nobody else
    current_attendees int not null default 0 check (current_attendees >= 0),
    waitlist_length int not null default 0 check (waitlist_length >= 0),
    attendance_version bigint not null default 0,
    -- what the source says, which is not what we count
    external_remaining int check (external_remaining >= 0),
    external_remaining_at timestamptz,
    is_active boolean not null default true,
    is_featured boolean not null default false,
    moderation_status varchar(20) not null default 'pending'
        check (moderation_status in ('pending', 'approved', 'rejected')),
    accessibility_info jsonb not null default '{}'
        check (jsonb_typeof(accessibility_info) = 'object' and octet_length(accessibility_info::text) <= 4096),
    transit_score int check (transit_score between 1 and 10),
    metadata jsonb not null default '{}'
        check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 16384),
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (end_time > date_time),
    check ((latitude is null) = (longitude is null)),
    check (price_max >= price_min),
    check (price_known = (price_min is not null) and (price_known or price_max is null)),
    check ((external_remaining is null) = (external_remaining_at is null)),
    check (source <> 'user_generated' or external_remaining is null)
);
create index events_upcoming on events.events (date_time, id) where is_active and moderation_status = 'approved';
create index events_by_category on events.events (category, date_time)
    where is_active and moderation_status = 'approved';
create index events_by_neighborhood on events.events (neighborhood, date_time)
    where is_active and moderation_status = 'approved';
create index events_point on events.events (latitude, longitude)
    where is_active and moderation_status = 'approved' and latitude is not null;
create index events_creator on events.events (created_by_user_id, created_at desc);
create index events_venue on events.events (venue_id, date_time);
create index events_to_moderate on events.events (created_at) where moderation_status = 'pending';
-- Seats come and go without the event having changed.
create trigger touch before update on events.events for each row
    when (old.attendance_version = new.attendance_version) execute function godo.touch();

-- No seat is sold that is not there. Seats that were sold before a source took chairs away are kept: the event is overfull until
-- enough people have left by themselves.
create function events.refuse_seat() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    raise check_violation using message = 'every seat of the event is taken', constraint = 'event_full';
end
$$;
create trigger event_full_at_first before insert on events.events for each row
    when (new.current_attendees > new.capacity)
    execute function events.refuse_seat();
create trigger event_full before update of current_attendees on events.events for each row
    when (new.current_attendees > old.current_attendees and new.current_attendees > new.capacity)
    execute function events.refuse_seat();

-- One event may be listed by several sources.
create table events.source_listings (
    source varchar(50) not null,
    external_id varchar(255) not null,
    event_id uuid not null references events.events on delete cascade,
    url text check (length(url) <= 2048),
    raw_hash bytea not null,
    listing jsonb not null,
    first_seen timestamptz not null default now(),
    last_seen timestamptz not null default now(),
    primary key (source, external_id)
);
create index source_listings_event on events.source_listings (event_id);
create index source_listings_seen on events.source_listings (source, last_seen);

-- Moderation, featuring, authorship and origin are never a caller's own doing.
-- An author may send an event back to be looked at again.
create function events.guard_event() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker() then
        return new;
    end if;
    if (new.is_featured, new.created_by_user_id, new.source)
            is distinct from (old.is_featured, old.created_by_user_id, old.source)
        or (new.moderation_status <> old.moderation_status and new.moderation_status <> 'pending')
    then
        raise insufficient_privilege using message = 'moderation, featuring, authorship and origin are set by the worker';
    end if;
    return new;
end
$$;
create trigger guard before update on events.events for each row
    when (old.attendance_version = new.attendance_version) execute function events.guard_event();

call godo.close_table('events.events');
call godo.worker_policy('events.events', 'godo_events');
create policy definers on events.events to godo_owner using (true) with check (true);
create policy approved on events.events for select to godo_events
    using (moderation_status = 'approved' and (select godo.caller()) is not null
        and (created_by_user_id is null
            or not (select social.blocked_between((select godo.caller()), created_by_user_id))));
create policy own_read on events.events for select to godo_events
    using (created_by_user_id = (select godo.caller()));
create policy own_insert on events.events for insert to godo_events
    with check (created_by_user_id = (select godo.caller()) and source = 'user_generated'
        and moderation_status = 'pending' and not is_featured);
create policy own_update on events.events for update to godo_events
    using (created_by_user_id = (select godo.caller())) with check (created_by_user_id = (select godo.caller()));
create policy own_delete on events.events for delete to godo_events
    using (created_by_user_id = (select godo.caller()));
grant select, delete on events.events to godo_events;
-- every column but those the attendance trigger keeps
do $$
declare
    writable text;
begin
    select string_agg(column_name, ', ') into writable
      from information_schema.columns
     where table_schema = 'events' and table_name = 'events' and is_generated = 'NEVER'
       and column_name not in ('current_attendees', 'waitlist_length', 'attendance_version');
    execute format('grant insert (%1$s), update (%1$s) on events.events to godo_events', writable);
end
$$;

-- Sources and venues are the catalogue's bookkeeping: read with the event, written by the worker.
call godo.worker_only('events.source_listings', 'godo_events');
call godo.worker_only('events.venues', 'godo_events');
create policy catalogue on events.venues for select to godo_events using ((select godo.caller()) is not null);
call godo.worker_only('events.venue_aliases', 'godo_events');
create policy catalogue on events.venue_aliases for select to godo_events using ((select godo.caller()) is not null);

-- The published event: all a card shows that does not depend on who looks.
create view events.event_cards with (security_invoker = true) as
    select id, title, description, date_time, end_time, time_zone, all_day, time_tbd, schedule_status, location_kind,
           venue_id, location_name, location_address, latitude, longitude, neighborhood, borough, category, tags,
           price_min, price_max, currency, price_known, is_free, image_url, source, external_url, is_user_generated,
           created_by_user_id, capacity, current_attendees, waitlist_length, attendance_version, external_remaining,
           external_remaining_at, is_active, is_featured, moderation_status, accessibility_info, transit_score, version,
           created_at, updated_at
      from events.events;
grant select on events.event_cards to godo_events;
call godo.publish('events.event_cards', 'events.events',
    'godo_swipes', 'godo_reco', 'godo_notifications', 'godo_social');
-- Other services never see an event that waits for moderation, not even as workers.
create policy published on events.events for select to godo_swipes, godo_reco, godo_notifications, godo_social
    using (moderation_status = 'approved' and ((select godo.is_worker())
        or ((select godo.caller()) is not null
            and (created_by_user_id is null
                or not (select social.blocked_between((select godo.caller()), created_by_user_id))))));

call godo.install('events', 'godo_events');
