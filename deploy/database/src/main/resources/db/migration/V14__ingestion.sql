-- Where events come from. Nothing here belongs to a person; only the worker reads it.
create table ingestion.sources (
    id uuid primary key,
    source_name varchar(50) not null unique check (source_name ~ '^[a-z][a-z0-9_]*$'),
    last_sync timestamptz,
    next_sync timestamptz not null default now(),
    sync_frequency interval not null default '4 hours' check (sync_frequency >= interval '1 minute'),
    is_active boolean not null default true,
    sync_status varchar(20) not null default 'pending'
        check (sync_status in ('pending', 'running', 'ok', 'partial', 'failed', 'paused')),
    last_error varchar(2000),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index sources_due on ingestion.sources (next_sync) where is_active;
call godo.touched('ingestion.sources');

create table ingestion.sync_runs (
    id uuid primary key,
    source_id uuid not null references ingestion.sources on delete cascade,
    state varchar(20) not null default 'running' check (state in ('running', 'ok', 'partial', 'failed')),
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    fetched int not null default 0,
    added int not null default 0,
    changed int not null default 0,
    unchanged int not null default 0,
    merged int not null default 0,
    quarantined int not null default 0,
    vanished int not null default 0,
    cursor text,
    error varchar(2000),
    check ((state = 'running') = (finished_at is null)),
    check (least(fetched, added, changed, unchanged, merged, quarantined, vanished) >= 0)
);
create index sync_runs_source on ingestion.sync_runs (source_id, started_at desc);

create table ingestion.listings (
    source varchar(50) not null references ingestion.sources (source_name) on delete cascade on update cascade,
    external_id varchar(255) not null,
    raw jsonb not null,
    raw_hash bytea not null,
    first_seen timestamptz not null default now(),
    last_seen timestamptz not null default now(),
    -- full successful runs in a row without it
    vanished_runs int not null default 0 check (vanished_runs >= 0),
    primary key (source, external_id)
);
-- those a run looks for; what is long gone is passed over
create index listings_live on ingestion.listings (source, last_seen) where vanished_runs < 2;

-- A row that stays unreadable is met by every run and kept once: as it was when it was last met.
create table ingestion.quarantine (
    id uuid primary key,
    source varchar(50) not null references ingestion.sources (source_name) on delete cascade on update cascade,
    run_id uuid not null references ingestion.sync_runs on delete cascade,
    external_id varchar(255),
    reason varchar(500) not null,
    raw jsonb,
    -- which row it is: by its id, or by all it says where not even that can be read
    subject text not null generated always as (coalesce(external_id, md5(reason || coalesce(raw::text, '')))) stored,
    first_seen timestamptz not null default now(),
    last_seen timestamptz not null default now(),
    unique (source, subject)
);
create index quarantine_source on ingestion.quarantine (source, last_seen desc);
create index quarantine_run on ingestion.quarantine (run_id);

-- before the table is closed, because the owner is bound by its policies too
insert into ingestion.sources (id, source_name) values ('01900000-0000-7000-8000-000000000001', 'nyc_parks');

call godo.worker_only('ingestion.sources', 'godo_ingestion');
call godo.worker_only('ingestion.sync_runs', 'godo_ingestion');
call godo.worker_only('ingestion.listings', 'godo_ingestion');
call godo.worker_only('ingestion.quarantine', 'godo_ingestion');
call godo.install('ingestion', 'godo_ingestion');
