-- Letters, known devices and roles: what proves who somebody is, and who said so.

-- A letter's token names its row, so that guesses at it are counted. It can be sent again, a few times.
alter table users.signups
    add column tries int not null default 0 check (tries between 0 and 5),
    add column letters int not null default 1 check (letters > 0),
    -- agreed to with the signup; a consent from the moment there is an account
    add column terms_version varchar(50);

-- The device a session was opened on, by the hash of a secret that only the device has: at the next sign-in it is known.
alter table users.sessions add column device_hash bytea;
create index sessions_of_device on users.sessions (device_hash) where device_hash is not null;

-- Who changed whose rights, from what to what. It outlives the one who did it, and not the one it was done to.
create table users.role_changes (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    -- false for what was done on the machine itself
    by_admin boolean not null,
    -- null when that admin is erased by now
    changed_by uuid references users.users on delete set null,
    roles_before text[] not null,
    roles_after text[] not null,
    changed_at timestamptz not null default now()
);
create index role_changes_of_user on users.role_changes (user_id, changed_at);
create index role_changes_by on users.role_changes (changed_by) where changed_by is not null;
call godo.worker_only('users.role_changes', 'godo_users');
-- What was written down stays; only the erasure of a person takes it along.
revoke update, delete on users.role_changes from godo_users;

-- By whatever hand: a request of an admin says whose it is in godo.changed_by, for its transaction.
create function users.note_roles() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    insert into users.role_changes (id, user_id, by_admin, changed_by, roles_before, roles_after)
    select gen_random_uuid(), new.id, admin is not null, admin, old.roles, new.roles
      from (select nullif(current_setting('godo.changed_by', true), '')::uuid as admin) as who;
    return null;
end
$$;
create trigger note_roles after update on users.users
    for each row when (new.roles is distinct from old.roles) execute function users.note_roles();

-- Which sessions are over although some of their access tokens still live (ten minutes): what every service believes when Redis,
-- which keeps the list, is away or has lost it. Ids of sessions and nothing else.
call godo.readable_by_definers('users.sessions');
create function users.ended_sessions()
    returns table (session_id uuid, until timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select id, revoked_at + interval '10 minutes' from users.sessions where revoked_at > now() - interval '11 minutes';
end;
grant usage on schema users
    to godo_users, godo_events, godo_swipes, godo_social, godo_reco, godo_ingestion, godo_notifications;
grant execute on function users.ended_sessions()
    to godo_users, godo_events, godo_swipes, godo_social, godo_reco, godo_ingestion, godo_notifications;

-- A code that was sent to a phone to prove its number: all of it sealed or hashed with a key that is not here.
create table users.phone_codes (
    user_id uuid primary key references users.users on delete cascade,
    hmac bytea not null,
    cipher bytea not null,
    code_hash bytea not null,
    tries int not null default 0 check (tries between 0 and 5),
    sent int not null default 1 check (sent > 0),
    first_sent_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index phone_codes_expired on users.phone_codes (expires_at);
call godo.worker_only('users.phone_codes', 'godo_users');
