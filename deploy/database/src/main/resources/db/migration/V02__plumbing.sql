-- The same four tables in every service's schema: facts out, facts in, answers to replay, and who runs a job.
-- Called once per service by the file that makes the service's own tables.
create procedure godo.install(schema name, service name)
    language plpgsql
as $$
begin
    execute format($sql$
        create table %1$I.outbox (
            id bigint generated always as identity primary key,
            fact_id uuid not null unique,
            topic text not null,
            key text not null,
            type text not null,
            body bytea not null,
            traceparent text,
            created_at timestamptz not null default now(),
            published_at timestamptz
        ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
        create index outbox_unpublished on %1$I.outbox (id) where published_at is null;
        create index outbox_published on %1$I.outbox (published_at) where published_at is not null;
        create trigger announce after insert on %1$I.outbox
            for each statement execute function godo.announce();

        -- Which facts a consumer has already acted upon.
        create table %1$I.inbox (
            consumer text not null,
            fact_id uuid not null,
            seen_at timestamptz not null default now(),
            primary key (consumer, fact_id)
        );
        create index inbox_seen on %1$I.inbox (seen_at);

        create table %1$I.idempotency (
            caller uuid not null references users.users on delete cascade,
            operation text not null,
            key uuid not null,
            fingerprint bytea not null,
            body bytea,
            created_at timestamptz not null default now(),
            primary key (caller, operation, key)
        );
        create index idempotency_created on %1$I.idempotency (created_at);

        create table %1$I.job_lease (
            job text primary key,
            holder text not null,
            until timestamptz not null,
            fence bigint not null,
            last_success timestamptz,
            last_duration interval
        );

        -- A caller's request adds facts; only the relay reads them.
        create policy append on %1$I.outbox for insert to %2$I
            with check ((select godo.caller()) is not null);
    $sql$, schema, service);
    call godo.worker_only(format('%I.outbox', schema), service);
    call godo.worker_only(format('%I.inbox', schema), service);
    call godo.own_rows(format('%I.idempotency', schema), service, 'caller');
    call godo.worker_only(format('%I.job_lease', schema), service);
end
$$;
