-- Sessions that went with their account while some of their access tokens live: the ids, of nobody any more, until the last token
-- has expired. Whatever deletes a session writes them down, in its own transaction.
create table users.erased_sessions (
    session_id uuid primary key,
    until timestamptz not null
);
create index erased_sessions_until on users.erased_sessions (until);
call godo.worker_only('users.erased_sessions', 'godo_users');
call godo.readable_by_definers('users.erased_sessions');
create policy written_down on users.erased_sessions for insert to godo_owner with check (true);

create function users.keep_ended() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    insert into users.erased_sessions (session_id, until)
    select old.id, ended_at + interval '10 minutes'
      from (select least(old.revoked_at, old.expires_at, now()) as ended_at) as its
     where ended_at > now() - interval '11 minutes'
    on conflict (session_id) do nothing;
    return null;
end
$$;
create trigger keep_ended after delete on users.sessions for each row execute function users.keep_ended();

create or replace function users.ended_sessions()
    returns table (session_id uuid, until timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select id, revoked_at + interval '10 minutes' from users.sessions where revoked_at > now() - interval '11 minutes'
    union all
    select e.session_id, e.until from users.erased_sessions as e where e.until > now() - interval '1 minute';
end;
