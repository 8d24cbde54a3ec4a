-- A source is a row: what it is (kind), where it is, how it is to be read, on whose terms, and how often it may be asked. No secret
-- stands in a row: key_name names one of the configuration's.
alter table ingestion.sources
    add column kind varchar(30) not null default 'nyc-parks' check (kind ~ '^[a-z][a-z-]*$'),
    add column urls text[] not null default '{}' check (cardinality(urls) <= 100),
    -- whatever its clock times claim, they are this zone's
    add column zone_override varchar(64),
    -- clock times that claim nothing are this zone's
    add column floating_zone varchar(64),
    -- where its events take place when it does not say
    add column venue varchar(255),
    add column licence varchar(100),
    add column attribution varchar(500),
    -- whether its licence lets its prose and its pictures be shown; facts are nobody's
    add column shows_prose boolean not null default true,
    add column requests_per_hour int check (requests_per_hour between 1 and 1000000),
    add column requests_per_day int check (requests_per_day between 1 and 1000000),
    add column key_name varchar(50) check (key_name ~ '^[a-z][a-z0-9-]*$'),
    add column settings jsonb not null default '{}'
        check (jsonb_typeof(settings) = 'object' and length(settings::text) <= 32768);

-- the owner is bound by its policies too
alter table ingestion.sources no force row level security;
update ingestion.sources
   set urls = '{https://data.cityofnewyork.us/resource/w3wp-dpdi.json}',
       licence = 'NYC Open Data Terms of Use',
       attribution = 'City of New York, Department of Parks & Recreation'
 where source_name = 'nyc_parks';
alter table ingestion.sources force row level security;
alter table ingestion.sources alter column kind drop default;

alter table ingestion.sync_runs
    add column passed_over int not null default 0 check (passed_over >= 0),
    add column requests int not null default 0 check (requests >= 0),
    add column warnings text[] not null default '{}' check (cardinality(warnings) <= 50),
    -- the run whose payloads were read once more, instead of asking the source
    add column replay_of uuid references ingestion.sync_runs on delete set null;
create index sync_runs_replay on ingestion.sync_runs (replay_of);

-- What was told of it, so that it can be told as cancelled whatever form its source has; null from before there was this column.
alter table ingestion.listings add column listing jsonb;

-- What sources answered, as it came. The same answer to the same question is kept once.
create table ingestion.payloads (
    id uuid primary key,
    source_id uuid not null references ingestion.sources on delete cascade,
    -- what was asked, without any secret
    asked text not null check (length(asked) <= 8000),
    body bytea not null,
    body_hash bytea not null,
    content_type varchar(255),
    etag varchar(500),
    last_modified varchar(100),
    first_fetched timestamptz not null default now(),
    last_fetched timestamptz not null default now()
);
create unique index payloads_body on ingestion.payloads (source_id, md5(asked), body_hash);
create index payloads_latest on ingestion.payloads (source_id, md5(asked), last_fetched desc);
create index payloads_old on ingestion.payloads (last_fetched);

-- Which payloads a run read, in their order.
create table ingestion.run_payloads (
    run_id uuid not null references ingestion.sync_runs on delete cascade,
    position int not null check (position >= 0),
    payload_id uuid not null references ingestion.payloads on delete cascade,
    primary key (run_id, position)
);
create index run_payloads_payload on ingestion.run_payloads (payload_id);

-- How many requests a source has had in each hour: its quota is counted here, whichever replica asks.
create table ingestion.requests (
    source_id uuid not null references ingestion.sources on delete cascade,
    hour timestamptz not null,
    made int not null check (made >= 0),
    primary key (source_id, hour)
);

create index quarantine_newest on ingestion.quarantine (last_seen desc, id desc);
drop index ingestion.quarantine_source;
create index quarantine_source on ingestion.quarantine (source, last_seen desc, id desc);

call godo.worker_only('ingestion.payloads', 'godo_ingestion');
call godo.worker_only('ingestion.run_payloads', 'godo_ingestion');
call godo.worker_only('ingestion.requests', 'godo_ingestion');
