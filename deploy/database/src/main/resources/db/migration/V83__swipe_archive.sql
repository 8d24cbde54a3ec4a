-- Swipes of long ago leave the table that every swipe is written to, for one of a part a month that nothing waits for. Lists, decks and
-- training read what holds (current_swipes), which stays. The archive knows nobody by name: only this table says who is whom, and
-- who is erased is erased there with it.
create table swipes.pseudonyms (
    user_id uuid primary key references users.users on delete cascade,
    pseudonym uuid not null unique default gen_random_uuid(),
    check (pseudonym <> user_id)
);
call godo.worker_only('swipes.pseudonyms', 'godo_swipes');

-- Neither the swipe's own id nor the client's: both are known elsewhere. The Event is no reference: it is never used again.
create table swipes.archived_swipes (
    pseudonym uuid not null references swipes.pseudonyms (pseudonym) on delete cascade,
    event_id uuid not null,
    direction varchar(5) not null,
    deck_id uuid,
    position int,
    policy_id varchar(50),
    propensity real,
    shown_at timestamptz,
    swiped_at timestamptz not null,
    received_at timestamptz not null,
    undone_at timestamptz
) partition by range (received_at);
create index archived_swipes_pseudonym on swipes.archived_swipes (pseudonym);
call godo.worker_only('swipes.archived_swipes', 'godo_swipes');
call godo.exported('swipes.pseudonyms', 'swipes.archived_swipes');

-- What is oldest is found by its place in the table: it was written in this order.
create index swipes_of_old on swipes.swipes using brin (received_at) with (autosummarize = on);

-- A part for each month that something is to be moved to, with the rules of the whole. Months are those of UTC.
create function swipes.open_archive(before timestamptz) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    month timestamp;
    part text;
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker opens the archive';
    end if;
    for month in
        select distinct date_trunc('month', s.received_at at time zone 'UTC') from swipes.swipes as s where s.received_at < before
    loop
        part := 'swipes.archived_swipes_' || to_char(month, 'YYYY_MM');
        if to_regclass(part) is null then
            execute format('create table %s partition of swipes.archived_swipes for values from (%L) to (%L)',
                part, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
            call godo.close_table(part::regclass);
            call godo.worker_policy(part::regclass, 'godo_swipes');
            call godo.exported(part::regclass);
        end if;
    end loop;
end
$$;
grant execute on function swipes.open_archive(timestamptz) to godo_swipes;

-- Whoever asks for all that is kept of them is given what was archived, too.
create or replace function swipes.exported_rows(person uuid) returns table (tbl text, content jsonb)
    language sql stable
    set search_path = ''
    set max_parallel_workers_per_gather = 0
begin atomic
    select 'swipes', null::jsonb union all
    (select 'swipes', to_jsonb(t)
        from swipes.swipes as t where t.user_id = person order by t.received_at, t.id)
    union all
    select 'current_swipes', null::jsonb union all
    (select 'current_swipes', to_jsonb(t)
        from swipes.current_swipes as t where t.user_id = person order by t.swiped_at, t.swipe_id)
    union all
    select 'archived_swipes', null::jsonb union all
    (select 'archived_swipes', to_jsonb(t)
        from swipes.pseudonyms as p join swipes.archived_swipes as t using (pseudonym)
       where p.user_id = person order by t.received_at, t.swiped_at)
    union all
    select 'pseudonyms', null::jsonb union all
    (select 'pseudonyms', to_jsonb(t)
        from swipes.pseudonyms as t where t.user_id = person)
    union all
    select 'ical_tokens', null::jsonb union all
    (select 'ical_tokens', to_jsonb(t) - 'token_hash'
        from swipes.ical_tokens as t where t.user_id = person order by t.created_at, t.id);
end;
