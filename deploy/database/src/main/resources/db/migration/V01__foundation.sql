-- What every schema stands on: who is asking, how a table is closed, and what each service needs beside its own tables.
-- Everything here and in the files that follow is made and owned by godo_owner.

-- A new function is closed until it is granted.
alter default privileges revoke execute on routines from public;

create extension if not exists pg_trgm schema godo;

do $$
declare
    service text;
begin
    foreach service in array array['users', 'events', 'swipes', 'social', 'reco', 'ingestion', 'notifications'] loop
        execute format('create schema %I', service);
        execute format('grant usage on schema godo, %I to %I', service, 'godo_' || service);
    end loop;
end
$$;

-- The caller of the request. '' and not null is what an earlier SET LOCAL leaves on a pooled connection.
create function godo.caller() returns uuid
    language sql stable parallel safe
    set search_path = ''
    return nullif(current_setting('godo.user_id', true), '')::uuid;

-- Consumers, jobs, and sign-in before a caller is known.
create function godo.is_worker() returns boolean
    language sql stable parallel safe
    set search_path = ''
    return coalesce(current_setting('godo.worker', true), '') = 'on';

grant execute on function godo.caller(), godo.is_worker()
    to godo_users, godo_events, godo_swipes, godo_social, godo_reco, godo_ingestion, godo_notifications;

create function godo.touch() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    new.updated_at = now();
    return new;
end
$$;

create procedure godo.touched(tbl regclass)
    language plpgsql
as $$
begin
    execute format(
        'create trigger touch before update on %s for each row execute function godo.touch()', tbl);
end
$$;

-- Row level security that holds for the owner too.
create procedure godo.close_table(tbl regclass)
    language plpgsql
as $$
begin
    execute format('alter table %s enable row level security', tbl);
    execute format('alter table %s force row level security', tbl);
end
$$;

-- The service as worker may do anything with the rows.
create procedure godo.worker_policy(tbl regclass, service name)
    language plpgsql
as $$
begin
    execute format(
        'create policy worker on %s to %I using ((select godo.is_worker())) with check ((select godo.is_worker()))',
        tbl, service);
end
$$;

-- A table no caller ever sees.
create procedure godo.worker_only(tbl regclass, service name)
    language plpgsql
as $$
begin
    call godo.close_table(tbl);
    call godo.worker_policy(tbl, service);
    execute format('grant select, insert, update, delete on %s to %I', tbl, service);
end
$$;

-- Callers see and change the rows that name them in owner_column.
create procedure godo.own_rows_policies(tbl regclass, service name, owner_column name)
    language plpgsql
as $$
begin
    call godo.close_table(tbl);
    call godo.worker_policy(tbl, service);
    execute format(
        'create policy own on %1$s to %2$I using (%3$I = (select godo.caller())) with check (%3$I = (select godo.caller()))',
        tbl, service, owner_column);
end
$$;

create procedure godo.own_rows(tbl regclass, service name, owner_column name default 'user_id')
    language plpgsql
as $$
begin
    call godo.own_rows_policies(tbl, service, owner_column);
    execute format('grant select, insert, update, delete on %s to %I', tbl, service);
end
$$;

-- own_rows for a table that is partitioned by hash. The partitions are closed as well, and nobody is granted them.
create procedure godo.own_rows_in_partitions(tbl regclass, parts int, service name, owner_column name default 'user_id')
    language plpgsql
as $$
declare
    part text;
begin
    call godo.own_rows(tbl, service, owner_column);
    for i in 0 .. parts - 1 loop
        part := format('%s_p%s', tbl, i);
        execute format(
            'create table %s partition of %s for values with (modulus %s, remainder %s)', part, tbl, parts, i);
        call godo.own_rows_policies(part::regclass, service, owner_column);
    end loop;
end
$$;

-- SECURITY DEFINER functions run as the owner, and the owner is bound by policies like anyone else.
create procedure godo.readable_by_definers(variadic tables regclass[])
    language plpgsql
as $$
declare
    tbl regclass;
begin
    foreach tbl in array tables loop
        execute format('create policy definers on %s for select to godo_owner using (true)', tbl);
    end loop;
end
$$;

-- A view for other services: they get the view, and of the table beneath only the columns that the view shows.
-- Which rows they see is a policy of the table.
create procedure godo.publish(published regclass, base regclass, variadic services name[])
    language plpgsql
as $$
declare
    service name;
    shown text;
    home text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum), min(relnamespace::regnamespace::text)
      into shown, home
      from pg_catalog.pg_attribute
      join pg_catalog.pg_class c on c.oid = attrelid
     where attrelid = published and attnum > 0;
    foreach service in array services loop
        execute format('grant usage on schema %s to %I', home, service);
        execute format('grant select on %s to %I', published, service);
        execute format('grant select (%s) on %s to %I', shown, base, service);
    end loop;
end
$$;

-- Wakes the relay that waits on LISTEN outbox_<schema>; the rows are the message, this is only the bell.
create function godo.announce() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    perform pg_notify('outbox_' || tg_table_schema, '');
    return null;
end
$$;
