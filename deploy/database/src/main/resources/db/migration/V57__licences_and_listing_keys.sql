-- On whose terms a source's events are kept, shown and handed on; and what is left when those terms end.
alter table ingestion.sources
    -- whether what it answers and its rows may be kept as they came
    add column keeps_payloads boolean not null default true,
    -- whether its events may be handed on beyond our own pages, e.g. in calendars that people subscribe to
    add column redistributable boolean not null default false,
    -- from then on it is never asked again
    add column licence_ended_at timestamptz;

-- the owner is bound by its policies too
alter table ingestion.sources no force row level security;
update ingestion.sources set redistributable = true where source_name = 'nyc_parks';
alter table ingestion.sources force row level security;

-- null where rows may not be kept as they came
alter table ingestion.listings alter column raw drop not null;

-- Licences that ended, and what was removed for it.
create table ingestion.licence_ends (
    source_id uuid primary key references ingestion.sources,
    -- an id and no reference: the record outlives the account, after which the id is nobody's
    ended_by uuid not null,
    reason text not null check (length(reason) between 1 and 1000),
    ended_at timestamptz not null default now(),
    listings int not null default 0 check (listings >= 0),
    payloads int not null default 0 check (payloads >= 0),
    quarantined int not null default 0 check (quarantined >= 0),
    -- when nothing of it was left
    purged_at timestamptz
);
create index licence_ends_open on ingestion.licence_ends (ended_at) where purged_at is null;
call godo.worker_only('ingestion.licence_ends', 'godo_ingestion');

-- Which listings have a key. An index of arrays is asked for twelve thousand keys at once here, and takes a hundred times as long.
alter table events.source_listings add column number bigint generated always as identity unique;
create table events.listing_keys (
    key int not null,
    listing bigint not null references events.source_listings (number) on delete cascade,
    primary key (key, listing)
);
create index listing_keys_listing on events.listing_keys (listing);
call godo.worker_only('events.listing_keys', 'godo_events');
call godo.readable_by_definers('events.listing_keys');

alter table events.source_listings no force row level security;
insert into events.listing_keys (key, listing)
select distinct unnest(keys), number from events.source_listings;
alter table events.source_listings force row level security;
drop index events.source_listings_keys;

create function events.keep_listing_keys() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if tg_op = 'UPDATE' then
        delete from events.listing_keys as kept
         using told_before as before join told_now as now using (number)
         where kept.listing = number and now.keys <> before.keys;
        insert into events.listing_keys (key, listing)
        select distinct unnest(now.keys), number from told_before as before join told_now as now using (number)
         where now.keys <> before.keys;
    else
        insert into events.listing_keys (key, listing) select distinct unnest(keys), number from told_now;
    end if;
    return null;
end
$$;
create trigger keep_keys_of_new after insert on events.source_listings
    referencing new table as told_now
    for each statement execute function events.keep_listing_keys();
create trigger keep_keys_of_changed after update on events.source_listings
    referencing old table as told_before new table as told_now
    for each statement execute function events.keep_listing_keys();

create or replace function events.listings_near(keys int[], events uuid[]) returns setof events.source_listings
    language sql stable security definer
    set search_path = ''
begin atomic
    select listed.* from events.source_listings as listed
     where godo.is_worker()
       and listed.event_id in (
           select near.event_id
             from events.listing_keys as kept join events.source_listings as near on near.number = kept.listing
            where kept.key = any (listings_near.keys)
           union
           select unnest(listings_near.events));
end;
